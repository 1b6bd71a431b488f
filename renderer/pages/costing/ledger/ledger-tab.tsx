import { Tag } from 'antd'
import { useMemo, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { LedgerReport } from '#shared/contract/costing-reports.ts'
import { COST_ELEMENT_NAMES, type CostElement } from '#shared/domain/costing.ts'
import { formatFen } from '#shared/format/money.ts'
import { NoLedger } from '../costed.tsx'
import { type Span, useSpan } from '../place.ts'
import { ledgerColumns } from './ledger-columns.ts'
import { LedgerDrawer, type LedgerFigure } from './ledger-drawer.tsx'
import { LedgerElements } from './ledger-elements.tsx'
import { LedgerRounding } from './ledger-rounding.tsx'
import { changeWords } from './ledger-words.ts'

/** 成本构成: the ledger by center and element, beside the months it is compared with. */
export function LedgerTab() {
  const span = useSpan()
  return span === null ? <NoLedger /> : <Ledger span={span} />
}

function Ledger({ span }: { readonly span: Span }) {
  const { compare } = useFilters()
  const query = useCall('costing.ledger', { ...span, compare })
  return (
    <Async query={query} rows={10}>
      {(report) =>
        report.rows.length === 0 && report.unknown.length === 0 ? <NoLedger /> : <LedgerView report={report} />
      }
    </Async>
  )
}

function LedgerView({ report }: { readonly report: LedgerReport }) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const [figure, setFigure] = useState<LedgerFigure | null>(null)
  const open = (center: string | null, element: CostElement | null) => setFigure({ center, element })
  const columns = useMemo(
    () =>
      ledgerColumns({
        t,
        say,
        unit,
        report,
        open: (center, element) => setFigure({ center, element }),
      }),
    [t, say, unit, report],
  )
  const [largest] = [...report.elements].sort((a, b) => b.amount - a.amount)
  return (
    <div className="stack" data-testid="ledger">
      <LedgerElements report={report} onOpen={(element) => open(null, element)} />
      <section className="panel wide-heads" data-testid="ledger-centers">
        <header>
          <h2>
            {t('ledger.centers', {
              n: report.rows.length,
              total: formatFen(report.total, unit),
              unit: t(`unit.${unit}`),
              change: changeWords(t, report.total, report.totalBefore),
            })}
          </h2>
          <span className="muted panel-note">
            {report.before === null
              ? t('ledger.noCompare')
              : t('ledger.comparedWith', { from: report.before.from, to: report.before.to })}
          </span>
        </header>
        {largest !== undefined && report.rows.length > 0 && (
          <SimpleTable
            columns={columns}
            rows={report.rows}
            rowId={({ center }) => center}
            label={t('costing.tab.ledger')}
            testId="ledger-table"
          />
        )}
      </section>
      <LedgerRounding roundings={report.roundings} />
      {report.unknown.length > 0 && (
        <section className="panel" data-testid="ledger-unknown">
          <header>
            <h2>{t('ledger.unknown', { n: report.unknown.length })}</h2>
          </header>
          <p className="muted panel-note">{t('ledger.unknownWhat')}</p>
          {report.unknown.map(({ element, amount }) => (
            <Tag key={element} color="orange">
              {t('common.labelled', { label: element, value: formatFen(amount, 'yuan') })}
            </Tag>
          ))}
        </section>
      )}
      {figure !== null && (
        <LedgerDrawer
          figure={figure}
          report={report}
          elementName={figure.element === null ? null : say(COST_ELEMENT_NAMES[figure.element])}
          onClose={() => setFigure(null)}
        />
      )}
    </div>
  )
}
