import { Segmented } from 'antd'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGlobalSlice } from '#renderer/app/use-filters.ts'
import { useCall } from '#renderer/data/use-call.ts'
import { Costed, NoLedger } from '../costed.tsx'
import { oneOf, useSpan } from '../place.ts'
import { BehaviourPanel } from './behaviour-panel.tsx'
import { DaySurgeryPanel } from './day-surgery-panel.tsx'
import { LevelTable } from './level-table.tsx'

const VIEWS = ['budget', 'behaviour', 'day-surgery'] as const
type View = (typeof VIEWS)[number]

/** 预算层级: 科室 → 病组 → 诊疗环节; what of the cost is fixed; what day surgery is worth. */
export function LevelsTab() {
  const { t } = useText()
  const { change } = useFilters()
  const [params] = useSearchParams()
  const view = oneOf(VIEWS, params.get('view')) ?? 'budget'
  if (useSpan() === null) return <NoLedger />
  return (
    <div className="stack" data-testid="levels">
      <div className="page-controls">
        <Segmented<View>
          value={view}
          onChange={(next) => change({ view: next })}
          options={VIEWS.map((value) => ({ value, label: t(`levels.view.${value}`) }))}
          aria-label={t('levels.view')}
          data-testid="levels-view"
        />
      </div>
      {view === 'budget' && <Budget />}
      {view === 'behaviour' && <BehaviourPanel />}
      {view === 'day-surgery' && <DaySurgeryPanel />}
    </div>
  )
}

function Budget() {
  const slice = useGlobalSlice()
  const [params] = useSearchParams()
  const group = params.get('group')
  const query = useCall('costing.levels', { slice, ...(group === null ? {} : { group }) })
  return <Costed query={query}>{(levels) => <LevelTable levels={levels} group={group} />}</Costed>
}
