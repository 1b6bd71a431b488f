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
import type { AddedStage, DoneStage } from './flow-stage.ts'
import { IntakePanel } from './intake-panel.tsx'
import { usePasteAnywhere } from './paste-table.tsx'
import { PreviewStep } from './preview-step.tsx'
import { RecogniseStep } from './recognise-step.tsx'
import { RefusedStep } from './refused-step.tsx'
import { RejectedExport } from './rejected-export.tsx'
import { TemplatesPanel } from './templates-panel.tsx'
import { type ImportFlow, useImportFlow } from './use-import-flow.ts'

const STEP_OF = { choose: 0, inspecting: 0, refused: 0, recognise: 0, preview: 1, done: 2, added: 2 } as const

/** Import: a file is recognised, mapped, checked row by row, and only then committed, as one batch. */
export function ImportTab() {
  const { t } = useText()
  const flow = useImportFlow()
  const { files, offer, take } = useIncoming('data')
  const { stage, begin } = flow
  const ready = stage.step === 'choose' || stage.step === 'done' || stage.step === 'added'
  const first = files[0]
  const { readOnly } = useBook()
  usePasteAnywhere(
    readOnly ? t('app.readOnlyHint') : ready || stage.step === 'refused' ? null : t('paste.busy'),
    (text) => void flow.paste(text),
    (pasted) => {
      if (!ready) flow.reset()
      offer(pasted)
    },
  )

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
      return <WaysIn flow={flow} onFiles={onFiles} />
    case 'inspecting':
      return (
        <>
          <p className="muted">{t('import.inspecting', { name: stage.name })}</p>
          {flow.job === null ? <Loading /> : <JobProgressView job={flow.job} />}
        </>
      )
    case 'refused':
      return <RefusedStep stage={stage} flow={flow} />
    case 'recognise':
      return <RecogniseStep stage={stage} flow={flow} />
    case 'preview':
      return <PreviewStep stage={stage} flow={flow} />
    case 'added':
      return (
        <>
          <Added stage={stage} flow={flow} />
          <WaysIn flow={flow} onFiles={onFiles} />
        </>
      )
    case 'done':
      return (
        <>
          <Done stage={stage} />
          <WaysIn flow={flow} onFiles={onFiles} />
        </>
      )
  }
}

/** A file dropped or chosen, a table pasted, or a new file of the inbox. */
function WaysIn({ flow, onFiles }: { readonly flow: ImportFlow; readonly onFiles: (files: readonly File[]) => void }) {
  const { readOnly } = useBook()
  return (
    <>
      <DropZone onFiles={onFiles} onText={(text) => void flow.paste(text)} />
      <IntakePanel disabled={readOnly || flow.busy} onTake={(file) => void flow.beginAt(file)} />
      <TemplatesPanel />
    </>
  )
}

function Added({ stage, flow }: { readonly stage: AddedStage; readonly flow: ImportFlow }) {
  const { t } = useText()
  const { readOnly } = useBook()
  switch (stage.kind) {
    case 'scheme':
      return (
        <AddedSchemeView
          added={stage.scheme}
          disabled={flow.busy || readOnly}
          onCorrect={(names) => void flow.correct(stage.file, names)}
        />
      )
    case 'policy':
      return <Alert type="success" showIcon title={t('policy.added', { name: stage.name })} data-testid="rules-added" />
    case 'template': {
      const { name, version } = stage
      return (
        <Alert
          type="success"
          showIcon
          title={t('import.template.taken', { name, version })}
          data-testid="template-added"
        />
      )
    }
  }
}

function Done({ stage: { batch, source } }: { readonly stage: DoneStage }) {
  const { t } = useText()
  const { stale } = useBook()
  const { change } = useFilters()
  return (
    <div data-testid="import-done">
      <Alert
        type="success"
        showIcon
        title={t('commit.done', { n: formatCount(batch.accepted), id: batch.id })}
        description={
          <>
            {t('commit.doneDetail', {
              warned: formatCount(batch.warned),
              rejected: formatCount(batch.rejected),
              replaced: formatCount(batch.replaced),
            })}
            {batch.rejected > 0 && <p>{t('preview.rejectedTeach')}</p>}
          </>
        }
        action={
          <Space orientation="vertical" size={4}>
            <Button size="small" onClick={() => change({ tab: 'batches' })} data-testid="see-batches">
              {t('commit.seeBatches')}
            </Button>
            {batch.rejected > 0 && <RejectedExport source={source} />}
          </Space>
        }
      />
      {stale && (
        <div className="page-controls">
          <span>{t('commit.recompute')}</span>
          <RecomputeButton />
        </div>
      )}
    </div>
  )
}
