import { Tag, Tooltip } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { CostTags } from '#renderer/components/cost-tags.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useCall } from '#renderer/data/use-call.ts'
import type { RunRef } from '#shared/contract/costing.ts'
import type { ReconciliationStatement } from '#shared/contract/costing-reports.ts'
import { fen } from '#shared/domain/money.ts'
import { formatMoment } from '#shared/format/date.ts'
import { formatFen } from '#shared/format/money.ts'
import { type Span, useRunChoice, useSpan } from './place.ts'

/** Where the department's cost went, in one sentence, and the run, method and certainty every tab below speaks of. */
export function CostingHeadline() {
  const span = useSpan()
  const { t } = useText()
  if (span === null) return <h1 className="headline">{t('costing.headline.noData')}</h1>
  return <SpanHeadline span={span} />
}

function SpanHeadline({ span }: { readonly span: Span }) {
  const { t } = useText()
  const query = useCall('costing.reconciliation', { ...span, ...useRunChoice() })
  const statement = query.data
  if (query.isError) {
    const missing = problemOf(query.error).code === 'costing-missing'
    return (
      <h1 className="headline" data-testid="headline">
        {missing ? t('costing.headline.noRun', span) : t('costing.headline.failed')}
      </h1>
    )
  }
  if (statement === undefined) return <h1 className="headline">&nbsp;</h1>
  return (
    <>
      <h1 className="headline" data-testid="headline">
        <Sentence statement={statement} span={span} />
      </h1>
      <p className="costing-run" data-testid="costing-run">
        <RunWords run={statement.run} /> <CostTags tag={statement} />
      </p>
    </>
  )
}

function Sentence({ statement, span }: { readonly statement: ReconciliationStatement; readonly span: Span }) {
  const { t } = useText()
  const { unit } = useFilters()
  const cases = statement.department.parts.find(({ id }) => id === 'cases')?.total ?? fen(0)
  const ledger = statement.ledger.whole.total
  const words = {
    ...span,
    unit: t(`unit.${unit}`),
    ledger: formatFen(ledger, unit),
    cases: formatFen(cases, unit),
    rest: formatFen(fen(ledger - cases), unit),
  }
  if (statement.ledger.whole.total === 0) return t('costing.headline.noLedger', words)
  return statement.closes ? t('costing.headline.closes', words) : t('costing.headline.open', words)
}

/** Which run a figure is from, and whether its costs are the ones the other pages show. */
export function RunWords({ run }: { readonly run: RunRef }) {
  const { t } = useText()
  const [{ runId }, { change }] = [useRunChoice(), useFilters()]
  return (
    <>
      <span className="muted">{t('costing.runNumber', { id: run.id, at: formatMoment(run.at) })}</span>{' '}
      {run.inForce ? (
        <Tag color="green">{t('costing.inForce')}</Tag>
      ) : (
        <Tooltip title={t('costing.notInForceWhat')}>
          <Tag color="orange">{t('costing.notInForce')}</Tag>
        </Tooltip>
      )}
      {run.outdated && (
        <Tooltip title={t('costing.outdatedWhat')}>
          <Tag color="red">{t('costing.outdated')}</Tag>
        </Tooltip>
      )}
      {runId !== undefined && (
        <Tag
          closable={{ 'aria-label': t('costing.runChosenOff') }}
          onClose={(event) => {
            event.preventDefault()
            change({ run: null })
          }}
          data-testid="chip-run"
        >
          {t('costing.runChosen', { id: runId })}
        </Tag>
      )}
    </>
  )
}
