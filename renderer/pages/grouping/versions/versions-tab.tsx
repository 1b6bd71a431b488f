import { ApartmentOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { SchemeSummary } from '#shared/contract/book.ts'
import type { Trial } from '#shared/contract/trials.ts'
import { Comparison } from './comparison.tsx'
import { sidesOf } from './sides.ts'
import { TimetablePanel } from './timetable-panel.tsx'
import { TrialList } from './trial-list.tsx'

/** 方案版本与对比: which scheme groups which months, schemes tried beside it, and what a change of scheme would do. */
export function VersionsTab() {
  const schemes = useCall('schemes.list', {})
  const trials = useCall('schemes.trials', {})
  return (
    <Async query={schemes} rows={4}>
      {(found) => (
        <Async query={trials} rows={4}>
          {(tried) => <Versions schemes={found} trials={tried} />}
        </Async>
      )}
    </Async>
  )
}

function Versions({
  schemes,
  trials,
}: {
  readonly schemes: readonly SchemeSummary[]
  readonly trials: readonly Trial[]
}) {
  const { t } = useText()
  const [params] = useSearchParams()
  const sides = useMemo(() => sidesOf(params, trials), [params, trials])
  if (schemes.length === 0) return <AddScheme title={t('scheme.empty')} teach={t('scheme.emptyTeach')} />
  return (
    <div className="stack" data-testid="versions">
      <TimetablePanel schemes={schemes} trials={trials} />
      {sides === null ? (
        schemes.length === 1 ? (
          <AddScheme title={t('trials.single')} teach={t('trials.singleTeach')} />
        ) : (
          <EmptyState
            title={t('trials.none')}
            teach={t('trials.noneTeach')}
            icon={<ApartmentOutlined />}
            testId="trials-empty"
          />
        )
      ) : (
        <>
          <TrialList trials={trials} sides={sides} />
          <Comparison trials={trials} sides={sides} />
        </>
      )}
    </div>
  )
}

function AddScheme({ title, teach }: { readonly title: string; readonly teach: string }) {
  const { t } = useText()
  const go = useGo()
  return (
    <EmptyState title={title} teach={teach} icon={<ApartmentOutlined />} testId="trials-empty">
      <Button type="primary" onClick={() => go.toPage('/data', { tab: 'rules' })}>
        {t('trials.add')}
      </Button>
    </EmptyState>
  )
}
