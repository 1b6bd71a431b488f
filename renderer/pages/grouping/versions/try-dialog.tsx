import { App, Modal } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useGo } from '#renderer/app/use-filters.ts'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useJob } from '#renderer/data/use-job.ts'
import type { SchemeVersion } from '#shared/contract/book.ts'
import type { Trial } from '#shared/contract/trials.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { isWrong, MonthsField } from './months-field.tsx'
import { sidesOfTrial } from './sides.ts'
import { type Months, monthsRequest } from './span-words.ts'

const ALL: Months = { from: null, to: null }

/** Over which months to try a scheme; the trial runs in the dialog and leads to its comparison. */
export function TryDialog({ scheme, onClose }: { readonly scheme: SchemeVersion; readonly onClose: () => void }) {
  const { t } = useText()
  const { stale } = useBook()
  const tried = useTry()
  const [months, setMonths] = useState<Months>(ALL)
  const run = async (): Promise<void> => {
    if (await tried.run(scheme.id, months)) onClose()
  }
  return (
    <Modal
      open
      title={t('try.title', { name: scheme.name })}
      okText={t('try.run')}
      cancelText={t('common.cancel')}
      okButtonProps={{ loading: tried.running, disabled: isWrong(months) }}
      cancelButtonProps={{ disabled: tried.running }}
      closable={{ 'aria-label': t('common.close') }}
      mask={{ closable: false }}
      keyboard={!tried.running}
      onOk={() => void run()}
      onCancel={onClose}
    >
      <div className="stack" data-testid="try-dialog">
        <p>{t('try.teach')}</p>
        {stale && <p className="muted">{t('try.stale')}</p>}
        <MonthsField months={months} disabled={tried.running} onChange={setMonths} />
        {tried.running && tried.job !== null && <JobProgressView job={tried.job} />}
        {tried.problem !== null && <ProblemAlert problem={tried.problem} onClose={tried.reset} />}
      </div>
    </Modal>
  )
}

/** Tries a scheme and shows what came of it beside the figures. */
export function useTry() {
  const { t } = useText()
  const { message } = App.useApp()
  const go = useGo()
  const job = useJob('schemes.try')
  return {
    ...job,
    /** True when there is a trial to look at; false when it failed or was cancelled. */
    run: async (schemeId: number, months: Months): Promise<boolean> => {
      const trial: Trial | null = await job.start({ schemeId, ...monthsRequest(months) })
      if (trial === null) return false
      void message.success(t('try.done', { n: formatCount(trial.kept.n) }))
      go.toPage('/grouping', { tab: 'versions', ...sidesOfTrial(trial) })
      return true
    },
  }
}
