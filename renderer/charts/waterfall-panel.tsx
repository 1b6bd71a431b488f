import type { ReactNode } from 'react'
import { BasisTag } from '#renderer/components/basis-tag.tsx'
import { FoldButton, useFolded } from '#renderer/components/fold-button.tsx'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { ChartPanel } from './chart-panel.tsx'
import { WaterfallChart, type WaterfallStep } from './waterfall-chart.tsx'

const HEIGHT = 220

/** A waterfall under its finding, with its table one key away; folds away when the table below needs the room. */
export function WaterfallPanel({
  title,
  note,
  basis,
  steps,
  table,
  extra,
  setting,
  testId,
  foldTestId,
  onOpen,
}: {
  readonly title: string
  readonly note?: ReactNode
  readonly basis: ComputedBasis
  readonly steps: readonly WaterfallStep[]
  /** The same steps as a table. */
  readonly table: ReactNode
  readonly extra?: ReactNode
  /** Where it is remembered whether it is folded. */
  readonly setting: string
  readonly testId: string
  readonly foldTestId: string
  readonly onOpen: (key: string) => void
}) {
  const [open, setOpen] = useFolded(setting)
  return (
    <ChartPanel
      title={title}
      {...(note === undefined || !open ? {} : { note })}
      testId={testId}
      extra={
        <>
          {extra}
          <BasisTag basis={basis} />
          <FoldButton open={open} onChange={setOpen} testId={foldTestId} />
        </>
      }
      chart={open ? <WaterfallChart steps={steps} label={title} height={HEIGHT} onOpen={onOpen} /> : null}
      table={open ? table : null}
    />
  )
}
