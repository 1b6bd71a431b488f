import { InboxOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGlobalSlice, useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { Overview } from '#shared/contract/figures.ts'
import { AlertList } from './alert-list.tsx'
import { FigureTiles } from './figure-tiles.tsx'
import { GroupPanel } from './group-panel.tsx'
import { TrendPanel } from './trend-panel.tsx'

/** 总览: the answer in one sentence, the figures, who loses and who earns, what deserves a look, the trend. */
export function OverviewPage() {
  const book = useBook()
  return book.cases === 0 ? <NothingYet /> : <OverviewQuery />
}

function OverviewQuery() {
  const slice = useGlobalSlice()
  const { compare, basis } = useFilters()
  const query = useCall('overview.get', { slice, compare, basis })
  return (
    <div className="page" data-testid="page-overview">
      <Async query={query} rows={12}>
        {(overview) => <OverviewView overview={overview} />}
      </Async>
    </div>
  )
}

function OverviewView({ overview }: { readonly overview: Overview }) {
  const { say } = useText()
  return (
    <>
      <h1 className="headline" data-testid="headline">
        {say(overview.headline)}
      </h1>
      <FigureTiles overview={overview} />
      <div className="columns-2">
        <GroupPanel overview={overview} side="losing" />
        <GroupPanel overview={overview} side="earning" />
      </div>
      <div className="columns-wide">
        <TrendPanel overview={overview} />
        <AlertList alerts={overview.alerts} />
      </div>
    </>
  )
}

function NothingYet() {
  const { t } = useText()
  const go = useGo()
  return (
    <EmptyState
      title={t('overview.empty')}
      teach={t('overview.emptyTeach')}
      icon={<InboxOutlined />}
      testId="overview-empty"
    >
      <Button type="primary" onClick={() => go.toPage('/data', { tab: 'import' })}>
        {t('palette.import')}
      </Button>
    </EmptyState>
  )
}
