import { Alert, Button, Space, Steps } from 'antd'
import { useEffect } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useIncoming } from '#renderer/app/incoming.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { Loading } from '#renderer/components/loading.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { formatCount } from '#shared/format/decimal.ts'
import { AddedSchemeView } from '../added-scheme.tsx'
import { RecomputeButton } from '../recompute-button.tsx'
import { DropZone } from './drop-zone.tsx'
import { PreviewStep } from './preview-step.tsx'
import { RecogniseStep } from './recognise-step.tsx'
import { type AddedStage, type ImportFlow, useImportFlow } from './use-import-flow.ts'

const STEP_OF = { choose: 0, inspecting: 0, recognise: 0, preview: 1, done: 2, added: 2 } as const

/** Import: a file is recognised, mapped, checked row by row, and only then committed, as one batch. */
export function ImportTab() {
  const { t } = useText()
  const flow = useImportFlow()
  const { files, offer, take } = useIncoming()
  const { stage, begin } = flow
  const ready = stage.step === 'choose' || stage.step === 'done' || stage.step === 'added'
  const first = files[0]

  useEffect(() => {
    if (!ready || first === undefined) return
    take()
    void begin(first)
  }, [ready, first, take, begin])

  // A new step begins at its top, not where the last one was scrolled to.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step is what changes
  useEffect(() => {
    document.getElementById('main')?.scrollTo(0, 0)
  }, [stage.step])

  return (
    <div className="import" data-testid="import">
      {stage.step !== 'choose' && (
        <div className="import-steps">
          <Steps
            size="small"
            current={STEP_OF[stage.step]}
            items={[
              { title: t('import.step.recognise') },
              { title: t('import.step.preview') },
              { title: t('import.step.done') },
            ]}
          />
          {files.length > 0 && <span className="muted">{t('import.queue', { n: files.length })}</span>}
          <Button size="small" onClick={flow.reset} data-testid="import-another">
            {t('import.another')}
          </Button>
        </div>
      )}
      {flow.problem !== null && <ProblemAlert problem={flow.problem} onClose={flow.clearProblem} />}
      <StageView flow={flow} onFiles={offer} />
    </div>
  )
}

function StageView({
  flow,
  onFiles,
}: {
  readonly flow: ImportFlow
  readonly onFiles: (files: readonly File[]) => void
}) {
  const { t } = useText()
  const { stage } = flow
  switch (stage.step) {
    case 'choose':
      return <DropZone onFiles={onFiles} />
    case 'inspecting':
      return (
        <>
          <p className="muted">{t('import.inspecting', { name: stage.name })}</p>
          {flow.job === null ? <Loading /> : <JobProgressView job={flow.job} />}
        </>
      )
    case 'recognise':
      return <RecogniseStep stage={stage} flow={flow} />
    case 'preview':
      return <PreviewStep stage={stage} flow={flow} />
    case 'added':
      return <Added stage={stage} flow={flow} onFiles={onFiles} />
    case 'done':
      return <Done flow={flow} onFiles={onFiles} />
  }
}

function Added({
  stage,
  flow,
  onFiles,
}: {
  readonly stage: AddedStage
  readonly flow: ImportFlow
  readonly onFiles: (files: readonly File[]) => void
}) {
  const { t } = useText()
  const { readOnly } = useBook()
  return (
    <>
      {stage.kind === 'scheme' ? (
        <AddedSchemeView
          added={stage.scheme}
          disabled={flow.busy || readOnly}
          onCorrect={(names) => void flow.correct(stage.file, names)}
        />
      ) : (
        <Alert type="success" showIcon title={t('policy.added', { name: stage.name })} data-testid="rules-added" />
      )}
      <DropZone onFiles={onFiles} />
    </>
  )
}

function Done({ flow, onFiles }: { readonly flow: ImportFlow; readonly onFiles: (files: readonly File[]) => void }) {
  const { t } = useText()
  const { stale } = useBook()
  const { change } = useFilters()
  if (flow.stage.step !== 'done') return null
  const { batch } = flow.stage
  return (
    <div data-testid="import-done">
      <Alert
        type="success"
        showIcon
        title={t('commit.done', { n: formatCount(batch.accepted), id: batch.id })}
        description={t('commit.doneDetail', {
          warned: formatCount(batch.warned),
          rejected: formatCount(batch.rejected),
          replaced: formatCount(batch.replaced),
        })}
        action={
          <Space orientation="vertical" size={4}>
            <Button size="small" onClick={() => change({ tab: 'batches' })} data-testid="see-batches">
              {t('commit.seeBatches')}
            </Button>
          </Space>
        }
      />
      {stale && (
        <div className="page-controls">
          <span>{t('commit.recompute')}</span>
          <RecomputeButton />
        </div>
      )}
      <DropZone onFiles={onFiles} />
    </div>
  )
}
