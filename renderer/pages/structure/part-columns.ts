import { fenCell } from '#renderer/grid/cells.ts'
import type { Cell, GridColumn } from '#renderer/grid/column.ts'
import type { OverlayState, StructurePart, StructureReport } from '#shared/contract/structure.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { MoneyUnit } from '#shared/format/money.ts'
import type { MessageArgs, MessageKey } from '#shared/i18n/translate.ts'
import { measured, showGap, showMeasured } from './figures.ts'
import type { Measure } from './place.ts'

export type ShownOverlay = Extract<OverlayState, { readonly state: 'shown' }>

interface Setting {
  readonly t: <K extends MessageKey>(key: K, ...args: MessageArgs<K>) => string
  readonly say: (text: Bilingual) => string
  readonly unit: MoneyUnit
  readonly measure: Measure
  readonly report: StructureReport
  readonly overlays: readonly ShownOverlay[]
  readonly open: (part: string) => void
}

/** The radar's figures as columns: every cell opens its part. */
export function partColumns(setting: Setting): readonly GridColumn<StructurePart>[] {
  const { t, say, unit, measure, report, overlays } = setting
  const open = ({ key }: StructurePart): void => setting.open(key)
  const figure = (value: string | null): Cell => ({
    text: showMeasured(measure, value),
    negative: value?.startsWith('-') === true,
    ...(value === null ? { title: t('structure.noShare') } : {}),
  })
  const gap = (value: string | null): Cell => ({
    text: showGap(measure, value),
    negative: value?.startsWith('-') === true,
    ...(value === null ? { title: t('structure.noShare') } : {}),
  })
  const whole = (perCase: string | null): Cell =>
    measure === 'case'
      ? figure(perCase)
      : { text: perCase === null || Number(perCase) <= 0 ? '—' : showMeasured('share', '1') }
  const numeric = { numeric: true, open } as const
  return [
    {
      id: 'part',
      header: t('structure.part'),
      width: 130,
      cell: ({ name }) => ({ text: say(name) }),
      open,
      total: { text: t('common.total') },
    },
    {
      ...numeric,
      id: 'amount',
      header: t('common.withUnit', { label: t('structure.amount'), unit: t(`unit.${unit}`) }),
      width: 110,
      cell: ({ amount }) => fenCell(amount, unit),
      total: fenCell(report.total, unit),
    },
    {
      ...numeric,
      id: 'actual',
      header: t('common.withUnit', { label: t('structure.actual'), unit: t(`structure.measure.${measure}`) }),
      width: 110,
      cell: (part) => figure(measured(measure, part)),
      total: whole(report.perCase),
    },
    ...overlays.flatMap((overlay): readonly GridColumn<StructurePart>[] => [
      {
        ...numeric,
        id: overlay.id,
        header: t(`structure.overlay.${overlay.id}`),
        width: 100,
        cell: ({ overlays }) => figure(measured(measure, overlays[overlay.id])),
        total: whole(overlay.perCase),
      },
      {
        ...numeric,
        id: `${overlay.id}-gap`,
        header: t('structure.gap', { overlay: t(`structure.overlay.${overlay.id}`) }),
        width: 100,
        cell: ({ overlays }) => {
          const cell = overlays[overlay.id]
          return gap(cell === undefined ? null : measure === 'case' ? cell.perCaseGap : cell.shareGap)
        },
      },
    ]),
  ]
}
