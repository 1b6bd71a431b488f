import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { StatementLine, StatementPart } from '#shared/contract/costing-reports.ts'
import { COST_ELEMENT_NAMES, COST_ELEMENTS } from '#shared/domain/costing.ts'
import { formatFen } from '#shared/format/money.ts'
import { CostDrawer } from '../cost-drawer.tsx'
import { elementColumns } from '../element-columns.ts'
import { shareOf } from '../ledger/ledger-words.ts'

type Title = 'statement.ledger' | 'statement.department'
type Row = StatementLine & { readonly sign: '' | '−' | '=' }

/** One equation: the whole, less its parts, and what is left over, for every element. */
export function StatementTable({
  title,
  part,
  testId,
}: {
  readonly title: Title
  readonly part: StatementPart
  readonly testId: string
}) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const [opened, setOpened] = useState<Row | null>(null)
  const values = { total: formatFen(part.whole.total, unit), unit: t(`unit.${unit}`) }
  const rows = statementRows(part, {
    id: 'difference',
    label: { zh: t('statement.difference'), en: t('statement.difference') },
    elements: part.difference,
    total: part.differenceTotal,
  })
  const columns: readonly GridColumn<Row>[] = [
    { id: 'sign', header: '', width: 30, cell: ({ sign }) => ({ text: sign }) },
    {
      id: 'label',
      header: t('statement.line'),
      width: 200,
      cell: ({ label }) => ({ text: say(label) }),
      open: setOpened,
    },
    ...elementColumns<Row>({ say, unit, of: ({ elements }) => elements, open: setOpened }),
    {
      id: 'total',
      header: t('common.total'),
      width: 110,
      numeric: true,
      cell: ({ total }) => fenCell(total, unit),
      open: setOpened,
    },
  ]
  const equation = [
    formatFen(part.whole.total, 'yuan'),
    ...part.parts.filter(({ total }) => total !== 0).map(({ total }) => formatFen(total, 'yuan')),
  ].join(' − ')
  return (
    <section className="panel wide-heads statement" data-testid={testId}>
      <header>
        <h2>{t(title, values)}</h2>
        <span className="muted panel-note">{t('costing.inUnit', { unit: values.unit })}</span>
      </header>
      <SimpleTable columns={columns} rows={rows} rowId={({ id, sign }) => sign + id} label={t(title, values)} />
      {opened !== null && (
        <CostDrawer
          onClose={() => setOpened(null)}
          story={{
            title: say(opened.label),
            result: { text: formatFen(opened.total, unit), unit: values.unit, negative: opened.total < 0 },
            formula: t('statement.formula'),
            substituted: `${equation} = ${formatFen(part.differenceTotal, 'yuan')}`,
            inputs: [
              { label: t('statement.share'), value: shareOf(opened.total, part.whole.total) },
              ...COST_ELEMENTS.map((element) => ({
                label: say(COST_ELEMENT_NAMES[element]),
                value: formatFen(opened.elements[element], 'yuan'),
              })),
            ],
            source: t('ledger.source'),
          }}
        />
      )}
    </section>
  )
}

/** The whole, its parts, what is left; parts that are zero in every element only say so by being there. */
function statementRows({ whole, parts }: StatementPart, difference: StatementLine): readonly Row[] {
  return [
    { ...whole, sign: '' },
    ...parts.map((part) => ({ ...part, sign: '−' as const })),
    { ...difference, sign: '=' },
  ]
}
