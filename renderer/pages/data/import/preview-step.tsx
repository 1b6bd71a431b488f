import { Alert, Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import type { ImportPreview } from '#shared/contract/imports.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import type { PreviewStage } from './flow-stage.ts'
import { IssueTable } from './issue-table.tsx'
import { PatientNote } from './patient-note.tsx'
import { PreviewViews } from './preview-views.tsx'
import { RejectedExport } from './rejected-export.tsx'
import type { ImportFlow } from './use-import-flow.ts'

/** A verdict for every row before anything is stored; the commit says exactly how many rows it takes. */
export function PreviewStep({ stage, flow }: { readonly stage: PreviewStage; readonly flow: ImportFlow }) {
  const { t } = useText()
  const { preview, source } = stage
  const { counts } = preview
  const [skip, setSkip] = useState(false)
  const blocked = counts.rejected > 0 && !skip
  const accepted = counts.ok + counts.warning
  return (
    <div className="preview" data-testid="import-preview">
      <h2 className="headline" data-testid="preview-headline">
        {t('preview.headline', {
          total: formatCount(counts.total),
          ok: formatCount(counts.ok),
          warning: formatCount(counts.warning),
          rejected: formatCount(counts.rejected),
        })}
      </h2>
      <PreviewFacts preview={preview} />
      <PatientNote template={preview.inspection.template} onlyMissing />
      {counts.rejected > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('preview.mustSkip')}
          description={
            <>
              <p>{t('preview.rejectedTeach')}</p>
              <Checkbox checked={skip} onChange={(event) => setSkip(event.target.checked)} data-testid="skip-rejected">
                {t('preview.skip', { n: formatCount(counts.rejected) })}
              </Checkbox>
            </>
          }
          action={<RejectedExport source={source} />}
          data-testid="rejected-rows"
        />
      )}
      <IssueTable preview={preview} />
      <PreviewViews preview={preview} />
      <div className="sticky-actions">
        <Button
          type="primary"
          disabled={blocked || accepted === 0}
          loading={flow.busy}
          onClick={() => void flow.commit(skip)}
          data-testid="commit"
        >
          {t('preview.commit', { n: formatCount(accepted) })}
        </Button>
        <Button disabled={flow.busy} onClick={flow.backToMapping} data-testid="back-to-mapping">
          {t('preview.toMapping')}
        </Button>
        {flow.job !== null && <JobProgressView job={flow.job} />}
      </div>
    </div>
  )
}

function PreviewFacts({ preview }: { readonly preview: ImportPreview }) {
  const { t } = useText()
  const { amount, differences, lineDifferences } = preview
  const months = [...preview.periods].sort()
  const first = months[0]
  const last = months[months.length - 1]
  return (
    <p className="muted preview-facts" data-testid="preview-facts">
      {amount !== null && <span>{t('preview.amount', { amount: formatFen(amount, 'yuan') })}</span>}
      {first !== undefined && last !== undefined && <span>{t('preview.periods', { from: first, to: last })}</span>}
      {differences === null ? (
        <span>{t('preview.added')}</span>
      ) : (
        <span>
          {t(`preview.changes.${differences.by}`, {
            new: formatCount(differences.new),
            changed: formatCount(differences.changed),
            same: formatCount(differences.same),
          })}
        </span>
      )}
      {lineDifferences !== null && lineDifferences.cases === 0 && <span>{t('preview.linesEqual')}</span>}
    </p>
  )
}
