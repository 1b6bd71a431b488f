import type { Plugin } from 'chart.js'

/** Writes each bar's own text at its outer end, so a value can be read without pointing at it. */
export function valueLabels(texts: readonly string[], color: string): Plugin<'bar'> {
  return {
    id: 'value-labels',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart
      ctx.save()
      ctx.font = `12px ${String(chart.options.font?.family ?? 'sans-serif')}`
      ctx.fillStyle = color
      ctx.textBaseline = 'middle'
      chart.getDatasetMeta(0).data.forEach((bar, index) => {
        const text = texts[index]
        if (text === undefined) return
        const { x, y, base } = bar.getProps(['x', 'y', 'base'], true) as { x: number; y: number; base: number }
        const width = ctx.measureText(text).width
        const left = x < base
        const at = left ? x - 5 - width : x + 5
        // A label that would leave the plot moves to the other side of the axis.
        const inside = left ? at >= chartArea.left : at + width <= chartArea.right
        ctx.fillText(text, inside ? at : left ? base + 5 : base - 5 - width, y)
      })
      ctx.restore()
    },
  }
}
