import { Alert, Button, Checkbox, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import type { ImportPreview, RowVerdict } from '#shared/contract/imports.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { IssueTable } from './issue-table.tsx'
import { PreviewRows } from './preview-rows.tsx'
import type { ImportFlow, PreviewStage } from './use-import-flow.ts'

const VERDICTS = ['ok', 'warning', 'rejected'] as const satisfies readonly RowVerdict[]

/** A verdict for every row before anything is stored; the commit says exactly how many rows it takes. */
export function PreviewStep({ stage, flow }: { readonly stage: PreviewStage; readonly flow: ImportFlow }) {
  const { t } = useText()
  const { preview } = stage
  const { counts } = preview
  const [verdict, setVerdict] = useState<RowVerdict | 'all'>(counts.rejected > 0 ? 'rejected' : 'all')
  const [skip, setSkip] = useState(false)
  const blocked = counts.rejected > 0 && !skip
  const accepted = counts.ok + counts.warning
  const options = useMemo(
    () => [
      { value: 'all' as const, label: `${t('common.all')} ${formatCount(counts.total)}` },
      ...VERDICTS.map((value) => ({
        value,
        label: `${t(`verdict.${value}`)} ${formatCount(counts[value])}`,
        disabled: counts[value] === 0,
      })),
    ],
    [t, counts],
  )
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
      <IssueTable preview={preview} />
      <div className="page-controls">
        <Segmented<RowVerdict | 'all'>
          value={verdict}
          onChange={setVerdict}
          options={options}
          aria-label={t('preview.verdict')}
          data-testid="preview-verdict"
        />
      </div>
      <PreviewRows preview={preview} verdict={verdict === 'all' ? null : verdict} />
      {counts.rejected > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('preview.mustSkip')}
          description={
            <Checkbox checked={skip} onChange={(event) => setSkip(event.target.checked)} data-testid="skip-rejected">
              {t('preview.skip', { n: formatCount(counts.rejected) })}
            </Checkbox>
          }
        />
      )}
      {flow.job !== null && <JobProgressView job={flow.job} />}
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
      </div>
    </div>
  )
}

function PreviewFacts({ preview }: { readonly preview: ImportPreview }) {
  const { t } = useText()
  const months = [...preview.periods].sort()
  const first = months[0]
  const last = months[months.length - 1]
  return (
    <p className="muted preview-facts">
      {preview.amount !== null && <span>{t('preview.amount', { amount: formatFen(preview.amount, 'yuan') })}</span>}
      {first !== undefined && last !== undefined && <span>{t('preview.periods', { from: first, to: last })}</span>}
      {preview.replaces > 0 && <span>{t('preview.replaces', { n: formatCount(preview.replaces) })}</span>}
    </p>
  )
}
