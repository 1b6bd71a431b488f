import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useJob } from '#renderer/data/use-job.ts'
import type { SchemeComparison, Trial } from '#shared/contract/trials.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatYuan } from '#shared/format/money.ts'
import { NO_PLACE } from './place.ts'
import { sidesOfTrial } from './sides.ts'
import { spanWords } from './span-words.ts'

/** Puts a trial in force, after one sentence that says what that changes. */
export function AcceptButton({ trial }: { readonly trial: Trial }) {
  const { t } = useText()
  const { readOnly } = useBook()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        size="small"
        type="primary"
        disabled={readOnly}
        onClick={() => setOpen(true)}
        data-testid={`accept-trial-${trial.id}`}
      >
        {t('trials.accept')}
      </Button>
      {open && <AcceptDialog trial={trial} onClose={() => setOpen(false)} />}
    </>
  )
}

function AcceptDialog({ trial, onClose }: { readonly trial: Trial; readonly onClose: () => void }) {
  const { t } = useText()
  const { message } = App.useApp()
  const { change } = useFilters()
  const { name } = trial.scheme
  const accept = useJob('schemes.accept')
  // All cases of the trial, whatever the top bar narrows the page to: they are what changes.
  const query = useCall('grouping.compare', { slice: {}, before: 'current', after: trial.id, rows: 'month' })
  const run = async (): Promise<void> => {
    const accepted = await accept.start({ trialId: trial.id })
    if (accepted === null) return
    void message.success(t('accept.done', { name }))
    onClose()
    change({ ...NO_PLACE, ...sidesOfTrial(accepted) })
  }
  return (
    <Modal
      open
      title={t('accept.title', { name })}
      okText={t('accept.run')}
      cancelText={t('common.cancel')}
      okButtonProps={{ loading: accept.running, disabled: query.data === undefined }}
      cancelButtonProps={{ disabled: accept.running }}
      closable={{ 'aria-label': t('common.close') }}
      mask={{ closable: false }}
      keyboard={!accept.running}
      onOk={() => void run()}
      onCancel={onClose}
    >
      <div className="stack" data-testid="accept-dialog">
        <Async query={query} rows={2}>
          {(comparison) => (
            <p data-testid="accept-sentence">
              <Change comparison={comparison} trial={trial} />
            </p>
          )}
        </Async>
        {trial.closed.length > 0 && <p>{t('accept.closed', { months: trial.closed.join(t('common.listComma')) })}</p>}
        <p className="muted">{t('accept.undoable')}</p>
        {accept.running && accept.job !== null && <JobProgressView job={accept.job} />}
        {accept.problem !== null && <ProblemAlert problem={accept.problem} onClose={accept.reset} />}
      </div>
    </Modal>
  )
}

function Change({ comparison, trial }: { readonly comparison: SchemeComparison; readonly trial: Trial }) {
  const { t } = useText()
  const { unit } = useFilters()
  const { n, changed, total } = comparison
  const words = {
    n: formatCount(n),
    months: spanWords(t, trial),
    name: trial.scheme.name,
    both: formatCount(total.nBoth),
    before: formatYuan(total.before, unit),
    after: formatYuan(total.after, unit),
    difference: formatYuan(total.difference, unit, true),
    unit: t(`unit.${unit}`),
  }
  if (comparison.after.sums.nPriced === 0) return t('accept.unpriced', words)
  return changed === null
    ? t('accept.kinds', { ...words, kind: t(`kind.${trial.scheme.kind}`) })
    : t('accept.groups', { ...words, changed: formatCount(changed) })
}
