import { CheckCircleOutlined } from '@ant-design/icons'
import { Alert, Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import type { PackagePreview } from '#shared/contract/sync.ts'
import { formatMoment } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { AnswerChanges } from './answer-changes.tsx'
import { DocumentChanges } from './document-changes.tsx'
import { TableChanges } from './table-changes.tsx'
import type { PackageFlow, PreviewStage } from './use-package-flow.ts'

/** A verified package before anything changed: from whom, what it would do, and the one button that does it. */
export function PackagePreviewView({ stage, flow }: { readonly stage: PreviewStage; readonly flow: PackageFlow }) {
  const { t, say } = useText()
  const { readOnly } = useBook()
  const { preview } = stage
  const [takeRepeated, setTakeRepeated] = useState(false)
  const repeated = preview.tables.find((table) => table.repeated !== null)?.repeated ?? null
  const blocked = preview.obstacles.length > 0 || (repeated !== null && !takeRepeated)
  const { sender, kind, department, period, sequence } = preview
  return (
    <div className="stack" data-testid="package-preview">
      <section className="panel">
        <header>
          <h2 data-testid="package-sentence">
            {t('inbox.sentence', { sender: sender.name, kind: t(`sync.kind.${kind}`), department, period, sequence })}
          </h2>
          <span className="verified">
            <CheckCircleOutlined aria-hidden /> {t('inbox.verified')}
          </span>
        </header>
        <PackageFacts preview={preview} />
      </section>
      {preview.newChain && <Alert type="warning" showIcon title={t('inbox.newChainShown')} />}
      {preview.obstacles.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={t('inbox.obstacles')}
          description={
            <ul className="plain-list">
              {preview.obstacles.map((obstacle) => (
                <li key={obstacle.en}>{say(obstacle)}</li>
              ))}
            </ul>
          }
          data-testid="obstacles"
        />
      )}
      {repeated !== null && (
        <Alert
          type="warning"
          showIcon
          title={t('inbox.repeatedTitle', {
            cases: formatCount(repeated.cases),
            example: repeated.example,
            batch: repeated.batchId,
          })}
          description={
            <>
              <p>{t('inbox.repeatedHint')}</p>
              <Checkbox
                checked={takeRepeated}
                onChange={(event) => setTakeRepeated(event.target.checked)}
                data-testid="take-repeated"
              >
                {t('inbox.repeatedTake')}
              </Checkbox>
            </>
          }
          data-testid="repeated"
        />
      )}
      {preview.tables.length > 0 && <TableChanges tables={preview.tables} />}
      {preview.documents.length > 0 && <DocumentChanges documents={preview.documents} />}
      {preview.answers.length > 0 && <AnswerChanges answers={preview.answers} />}
      {flow.problem !== null && (
        <>
          <Alert type="warning" showIcon title={t('inbox.notApplied')} />
          <ProblemAlert problem={flow.problem} />
        </>
      )}
      {flow.applying && flow.job !== null && <JobProgressView job={flow.job} />}
      <div className="sticky-actions">
        <Button
          type="primary"
          disabled={readOnly || blocked}
          loading={flow.applying}
          onClick={() => void flow.apply(takeRepeated)}
          data-testid="apply-package"
        >
          {t('inbox.apply')}
        </Button>
        <Button disabled={flow.applying} onClick={flow.reset} data-testid="dismiss-package">
          {t('inbox.dismiss')}
        </Button>
        <span className="muted">{t('inbox.applyHint')}</span>
      </div>
    </div>
  )
}

function PackageFacts({ preview }: { readonly preview: PackagePreview }) {
  const { t } = useText()
  const facts: readonly (readonly [label: string, value: string])[] = [
    [t('inbox.from'), preview.sender.name],
    [t('inbox.to'), preview.receiver.name],
    [t('inbox.month'), preview.period],
    [t('inbox.sequence'), t('inbox.sequenceOf', { n: preview.sequence })],
    [t('inbox.createdAt'), formatMoment(preview.createdAt)],
    [t('inbox.seal'), preview.encrypted ? t('inbox.encrypted') : t('inbox.plain')],
    [t('inbox.file'), preview.fileName],
  ]
  return (
    <dl className="facts package-facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
