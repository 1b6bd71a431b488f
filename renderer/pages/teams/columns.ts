import { countCell, decimalCell } from '#renderer/grid/cells.ts'
import type { Cell, GridColumn } from '#renderer/grid/column.ts'
import type { TeamGroup, TeamGroups, TeamMeasure, TeamReport, TeamRow } from '#shared/contract/teams.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { formatCount, formatDecimal, MISSING } from '#shared/format/decimal.ts'
import { showFigure } from '#shared/format/figure.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'
import { type Measured, measuredOf } from './findings.ts'
import type { Compared } from './place.ts'

export interface TeamWords {
  readonly t: Translate
  readonly say: (text: Bilingual) => string
}

/** The figure of a measure as it is read: an index, or signed yuan. */
export const showMeasure = (measure: Compared, value: string): string =>
  measure === 'surplus' ? formatDecimal(value, 0, true) : formatDecimal(value, 3)

export const showScale = (measure: Compared, value: number): string =>
  showMeasure(measure, value.toFixed(measure === 'surplus' ? 0 : 3))

const showRange = (measure: Compared, { low, high }: Pick<Measured, 'low' | 'high'>): string =>
  `${showScale(measure, low)} – ${showScale(measure, high)}`

const numeric = <Row>(id: string, header: string, cell: (row: Row) => Cell, hint?: string): GridColumn<Row> => ({
  ...{ id, header, width: 90, numeric: true, cell },
  ...(hint === undefined ? {} : { hint }),
})

/** Everybody with every measure, and quality beside the money. */
export function teamColumns(words: TeamWords, report: TeamReport): readonly GridColumn<TeamRow>[] {
  const { t, say } = words
  const index = (measure: TeamMeasure): GridColumn<TeamRow> =>
    numeric(measure, t(`teams.column.index.${measure}`), (row) => indexCell(words, row, measure))
  return [
    {
      id: 'who',
      header: t(`teams.by.${report.by}`),
      width: 130,
      cell: (row) => ({ text: say(row.label), ...(row.few ? { title: t('teams.few') } : {}) }),
    },
    numeric('n', t('teams.column.n'), ({ n }) => countCell(n)),
    numeric('comparable', t('teams.column.comparable'), ({ comparable, alone }) => ({
      text: formatCount(comparable),
      ...(alone > 0 ? { title: `${t('teams.column.alone')} ${formatCount(alone)}` } : {}),
    })),
    numeric('cmi', t('teams.column.cmi'), ({ cmi }) => decimalCell(cmi, 4)),
    ...(['charge', 'cost', 'stay'] as const).map(index),
    numeric('surplus', t('teams.column.surplus', { basis: t(`basis.inline.${report.basis}`) }), (row) =>
      indexCell(words, row, 'surplus'),
    ),
    ...report.quality.map((figure, place) =>
      numeric<TeamRow>(figure.id, say(figure.label), ({ quality, worse }) => {
        const own = quality[place]
        if (own === undefined || own.value === null)
          return { text: MISSING, ...(own?.reason === undefined ? {} : { title: say(own.reason) }) }
        const text = t('teams.quality', { value: showFigure(own, 'yuan').text, n: formatCount(own.n) })
        return worse.includes(own.id) ? { text: `${text} ▲`, title: t('teams.worse') } : { text }
      }),
    ),
    numeric('events', t('teams.column.events'), ({ events }) => countCell(events, t('teams.noEvents'))),
  ]
}

function indexCell({ t }: TeamWords, row: TeamRow, measure: Compared): Cell {
  const found = measuredOf(row, measure)
  if (found === null) return { text: MISSING, title: t('teams.noMeasure') }
  const title = row.few ? t('teams.few') : `${t('teams.column.interval')} ${showRange(measure, found)}`
  return { text: showMeasure(measure, found.value), title }
}

/** The numbers behind the picture of one measure. */
export function measureColumns(
  words: TeamWords,
  report: TeamReport,
  measure: Compared,
): readonly GridColumn<TeamRow>[] {
  const { t, say } = words
  const places = measure === 'stay' ? 1 : 2
  const from = (id: string, header: string, pick: (found: Measured) => string): GridColumn<TeamRow> =>
    numeric(id, header, (row) => {
      const found = measuredOf(row, measure)
      return found === null ? { text: MISSING, title: t('teams.noMeasure') } : { text: pick(found) }
    })
  const name =
    measure === 'surplus'
      ? t('teams.column.surplus', { basis: t(`basis.inline.${report.basis}`) })
      : t(`teams.column.index.${measure}`)
  return [
    {
      id: 'who',
      header: t(`teams.by.${report.by}`),
      width: 130,
      cell: (row) => ({ text: say(row.label), ...(row.few ? { title: t('teams.few') } : {}) }),
    },
    from('n', t('teams.column.comparable'), ({ n }) => formatCount(n)),
    from('actual', t('teams.column.actual'), ({ perCase }) => formatDecimal(perCase, places)),
    from('expected', t('teams.column.expected'), ({ expectedPerCase }) => formatDecimal(expectedPerCase, places)),
    from('value', name, ({ value }) => showMeasure(measure, value)),
    from('interval', t('teams.column.interval'), (found) => showRange(measure, found)),
  ]
}

/** Someone's groups beside the department's. */
export function groupColumns(
  { t, say }: TeamWords,
  groups: TeamGroups,
  open: ((group: TeamGroup) => void) | null,
): readonly GridColumn<TeamGroup>[] {
  const all = (header: string) => t('common.labelled', { label: t('teams.groups.all'), value: header })
  const pair = (
    id: 'charge' | 'cost' | 'stay' | 'surplus',
    header: string,
    places: number,
  ): readonly GridColumn<TeamGroup>[] => [
    numeric(id, header, (row) => decimalCell(row[id], places)),
    numeric(`${id}All`, all(header), (row) => decimalCell(row[`${id}All`], places)),
  ]
  return [
    {
      id: 'drg',
      header: t('teams.group'),
      width: 220,
      cell: ({ drg, name }) => ({ text: name === '' ? drg : `${drg} ${name}` }),
      ...(open === null ? {} : { open }),
    },
    numeric('n', t('teams.groups.n'), ({ n }) => countCell(n)),
    numeric('nAll', t('teams.groups.nAll'), ({ nAll }) => countCell(nAll)),
    ...pair('charge', t('teams.groups.charge'), 0),
    ...pair('cost', t('teams.groups.cost'), 0),
    ...pair('stay', t('teams.groups.stay'), 1),
    ...pair('surplus', t('teams.groups.surplus', { basis: t(`basis.inline.${groups.basis}`) }), 0),
    {
      id: 'best',
      header: t('teams.groups.best'),
      width: 160,
      cell: ({ best }) =>
        best === null
          ? { text: MISSING, title: t('teams.groups.noBest') }
          : {
              text: t('teams.groups.bestOf', {
                who: say(best.label),
                mean: formatDecimal(best.mean, 0),
                n: formatCount(best.n),
              }),
            },
    },
  ]
}
