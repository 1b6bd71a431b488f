import { Tag } from 'antd'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { CostTags } from '#renderer/components/cost-tags.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { ReconciliationStatement } from '#shared/contract/costing-reports.ts'
import { COST_METHODS } from '#shared/domain/costing.ts'
import { formatFen } from '#shared/format/money.ts'
import { Costed, NoLedger } from '../costed.tsx'
import { MethodField } from '../method-field.tsx'
import { oneOf, type Span, useRunChoice, useSpan } from '../place.ts'
import { MonthsClosing } from './months-closing.tsx'
import { StatementTable } from './statement-table.tsx'

/** 对账: ledger → department → cases; each equation closes to the fen, or the page says by how much it does not. */
export function StatementTab() {
  const span = useSpan()
  return span === null ? <NoLedger /> : <Statement span={span} />
}

function Statement({ span }: { readonly span: Span }) {
  const { change } = useFilters()
  const [params] = useSearchParams()
  const asked = oneOf(COST_METHODS, params.get('method'))
  const query = useCall('costing.reconciliation', {
    ...span,
    ...useRunChoice(),
    ...(asked === null ? {} : { method: asked }),
  })
  return (
    <Costed query={query}>
      {(statement) => (
        <div className="stack" data-testid="statement">
          <div className="page-controls">
            <MethodField value={statement.method} onChange={(method) => change({ method })} />
            <CostTags tag={statement} />
          </div>
          <Verdict statement={statement} />
          <StatementTable title="statement.ledger" part={statement.ledger} testId="statement-ledger" />
          <StatementTable title="statement.department" part={statement.department} testId="statement-department" />
          <Notes statement={statement} />
          <MonthsClosing statement={statement} />
        </div>
      )}
    </Costed>
  )
}

function Verdict({ statement }: { readonly statement: ReconciliationStatement }) {
  const { t } = useText()
  const { ledger, department, closes, months } = statement
  const open = months.filter((month) => !month.closes).length
  return (
    <p className="statement-verdict" data-testid="statement-verdict">
      <Tag color={closes ? 'green' : 'red'}>{t(closes ? 'statement.closes' : 'statement.open')}</Tag>{' '}
      {closes
        ? t('statement.closesWhat', { n: months.length })
        : t('statement.openWhat', {
            ledger: formatFen(ledger.differenceTotal, 'yuan'),
            department: formatFen(department.differenceTotal, 'yuan'),
            n: open,
          })}
    </p>
  )
}

function Notes({ statement }: { readonly statement: ReconciliationStatement }) {
  const { t } = useText()
  const { excess, unsplit } = statement
  if (excess.drugs === 0 && excess.materials === 0 && unsplit === 0) return null
  return (
    <section className="panel" data-testid="statement-notes">
      {(excess.drugs !== 0 || excess.materials !== 0) && (
        <p>
          {t('statement.excess', {
            drugs: formatFen(excess.drugs, 'yuan'),
            materials: formatFen(excess.materials, 'yuan'),
          })}
        </p>
      )}
      {unsplit !== 0 && <p>{t('statement.unsplit', { amount: formatFen(unsplit, 'yuan') })}</p>}
    </section>
  )
}
