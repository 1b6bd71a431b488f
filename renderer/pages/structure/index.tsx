import { RadarChartOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { StructureReport } from '#shared/contract/structure.ts'
import { StructureControls } from './controls.tsx'
import { shownOverlays } from './findings.ts'
import { StructureHeadline } from './headline.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { PartDrawer } from './part-drawer.tsx'
import { useStructurePlace } from './place.ts'
import { RadarPanel } from './radar-panel.tsx'
import { SmallRadars } from './small-radars.tsx'

/** 成本结构: what the cases spend their money on, beside benchmark, budget, last period and the best team, down to items and cases. */
export function StructurePage() {
  const { slice, compare } = useFilters()
  const { view, scope } = useStructurePlace()
  const query = useCall('structure.get', { slice, view, compare, ...(scope === null ? {} : { scope }) })
  return (
    <div className="page" data-testid="page-structure">
      <Async query={query} rows={12}>
        {(report) => <StructureView report={report} />}
      </Async>
    </div>
  )
}

function StructureView({ report }: { readonly report: StructureReport }) {
  const { beside, part, change } = useStructurePlace()
  const overlays = shownOverlays(report, beside)
  const open = report.parts.find(({ key }) => key === part)
  return (
    <>
      {report.n > 0 && <StructureHeadline report={report} />}
      <StructureControls report={report} />
      {report.n === 0 ? (
        <NoStructure of={report.of} />
      ) : (
        <>
          <RadarPanel report={report} overlays={overlays} />
          <SmallRadars report={report} />
          <HistoryPanel report={report} />
        </>
      )}
      {open !== undefined && (
        <PartDrawer
          key={open.key}
          report={report}
          part={open}
          overlays={overlays}
          onClose={() => change({ part: null })}
        />
      )}
    </>
  )
}

function NoStructure({ of }: { readonly of: StructureReport['of'] }) {
  const { t } = useText()
  const { change } = useFilters()
  const go = useGo()
  return (
    <EmptyState
      title={t(`structure.empty.${of}`)}
      teach={t(`structure.emptyTeach.${of}`)}
      icon={<RadarChartOutlined />}
    >
      <Button
        type="primary"
        onClick={() => change({ drg: null, team: null, insurance: null, physician: null, mdc: null, adrg: null })}
      >
        {t('filter.reset')}
      </Button>
      <Button onClick={() => go.toPage(of === 'cost' ? '/costing' : '/data')}>
        {t(of === 'cost' ? 'nav.costing' : 'nav.data')}
      </Button>
    </EmptyState>
  )
}
