const WIDTH = 72
const HEIGHT = 20
const PAD = 2

/** A trend the size of a word; gaps stay gaps. The numbers themselves are in the trend table. */
export function Sparkline({ values }: { readonly values: readonly (number | null)[] }) {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return <span className="sparkline" />
  const low = Math.min(...known)
  const high = Math.max(...known)
  const x = (index: number): number => PAD + (index * (WIDTH - 2 * PAD)) / (values.length - 1)
  const y = (value: number): number =>
    high === low ? HEIGHT / 2 : HEIGHT - PAD - ((value - low) / (high - low)) * (HEIGHT - 2 * PAD)
  let path = ''
  let drawing = false
  values.forEach((value, index) => {
    if (value !== null) path += `${drawing ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`
    drawing = value !== null
  })
  const last = values.length - 1
  const lastValue = values[last]
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
      focusable="false"
    >
      {low < 0 && high > 0 && <line className="sparkline-zero" x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} />}
      <path d={path} />
      {lastValue !== null && lastValue !== undefined && <circle cx={x(last)} cy={y(lastValue)} r={2} />}
    </svg>
  )
}
