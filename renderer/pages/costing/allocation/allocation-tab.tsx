import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { useCall } from '#renderer/data/use-call.ts'
import type { AllocationLink, AllocationReport } from '#shared/contract/costing-reports.ts'
import { ALLOCATION_METHOD_NAMES } from '#shared/domain/costing.ts'
import { periodsBetween } from '#shared/domain/period.ts'
import { Costed, NoLedger } from '../costed.tsx'
import { MonthField } from '../month-field.tsx'
import { LEFT_BEHIND, monthParam, type Span, useRunChoice, useSpan } from '../place.ts'
import { AllocationFlow } from './allocation-flow.tsx'
import { CenterTable } from './center-table.tsx'
import { StepDrawer } from './step-drawer.tsx'
import { StepTable } from './step-table.tsx'
import { Unallocated } from './unallocated.tsx'

/** 分摊: how service centers handed their cost on in a month, as a picture and step by step. */
export function AllocationTab() {
  const span = useSpan()
  return span === null ? <NoLedger /> : <Month span={span} />
}

function Month({ span }: { readonly span: Span }) {
  const { t, say } = useText()
  const { change } = useFilters()
  const [params] = useSearchParams()
  const months = periodsBetween(span.from, span.to).toReversed()
  const asked = monthParam(params, 'at')
  const month = months.find((one) => one === asked) ?? span.to
  const query = useCall('costing.allocation', { month, ...useRunChoice() })
  return (
    <div className="stack" data-testid="allocation">
      <div className="page-controls">
        <MonthField months={months} value={month} onChange={(value) => change({ at: value, step: null })} />
        {query.data !== undefined && !query.isError && (
          <span className="muted" data-testid="allocation-method">
            {t('allocation.method', { method: say(ALLOCATION_METHOD_NAMES[query.data.method]) })}
          </span>
        )}
      </div>
      <Costed query={query}>{(report) => <Allocation report={report} />}</Costed>
    </div>
  )
}

function Allocation({ report }: { readonly report: AllocationReport }) {
  const { change } = useFilters()
  const [params] = useSearchParams()
  const chosen = params.get('step')
  const step = report.steps.find(({ index }) => String(index) === chosen)
  const open = ({ opens }: AllocationLink): void => {
    if (opens.kind === 'step') change({ step: String(opens.index) })
    else if (opens.kind === 'pool')
      change({ ...LEFT_BEHIND, tab: 'units', at: report.period, method: report.costMethod })
    else change({ ...LEFT_BEHIND, tab: 'statement', method: report.costMethod })
  }
  return (
    <div className="stack">
      <AllocationFlow report={report} onOpen={open} />
      <StepTable report={report} onOpen={({ index }) => change({ step: String(index) })} />
      <Unallocated report={report} />
      <CenterTable report={report} />
      {step !== undefined && <StepDrawer step={step} onClose={() => change({ step: null })} />}
    </div>
  )
}
