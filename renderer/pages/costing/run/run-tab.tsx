import { AccountBookOutlined } from '@ant-design/icons'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { ImportButton } from '../costed.tsx'
import { DataPanel } from './data-panel.tsx'
import { Outlook } from './outlook.tsx'
import { RunComparison } from './run-comparison.tsx'
import { RunList } from './run-list.tsx'
import { SettingsPanel } from './settings-panel.tsx'

/** 设置与试算: how the department is costed, trial runs beside the figures, and what accepting one changes. */
export function RunTab() {
  const [params] = useSearchParams()
  const settings = useCall('costing.settings', {})
  const runs = useCall('costing.runs', {})
  const compared = runs.data?.find(({ id }) => String(id) === params.get('compared'))
  if (settings.data?.data.months.length === 0) return <NothingToCost />
  return (
    <div className="stack" data-testid="run-tab">
      <Async query={settings} rows={8}>
        {(value) => (
          <div className="stack">
            <SettingsPanel key={value.savedAt ?? ''} settings={value} />
          </div>
        )}
      </Async>
      <Async query={runs} rows={3}>
        {(list) => <RunList runs={list} comparedId={compared?.id ?? null} />}
      </Async>
      {compared !== undefined && <RunComparison run={compared} />}
      <Async query={settings} rows={3}>
        {(value) => (
          <div className="stack">
            <Outlook methods={value.methods} />
            <DataPanel data={value.data} />
          </div>
        )}
      </Async>
    </div>
  )
}

/** A book without months has nothing to set up yet: what costing needs, and where it comes in. */
function NothingToCost() {
  const { t } = useText()
  return (
    <EmptyState
      title={t('run.nothing')}
      teach={t('run.nothingTeach')}
      icon={<AccountBookOutlined />}
      testId="costing-no-data"
    >
      <ImportButton primary />
    </EmptyState>
  )
}
