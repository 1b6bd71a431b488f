import { App } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { useJob } from '#renderer/data/use-job.ts'
import type { Trial } from '#shared/contract/trials.ts'
import { NO_PLACE, NO_SIDES } from './place.ts'

/** Throws away what a trial keeps, after asking; nothing a page shows depends on it. */
export function useDiscard() {
  const { t } = useText()
  const { change } = useFilters()
  const { modal } = App.useApp()
  const job = useJob('schemes.discard')
  return {
    ...job,
    ask: (trial: Trial): void => {
      modal.confirm({
        title: t('trials.discardTitle', { name: trial.scheme.name }),
        content: trial.acceptedAt === null ? t('trials.discardWaiting') : t('trials.discardAccepted'),
        okText: t('trials.discard'),
        cancelText: t('common.cancel'),
        okButtonProps: { danger: true },
        onOk: () => {
          change({ ...NO_PLACE, ...NO_SIDES })
          void job.start({ trialId: trial.id })
        },
      })
    },
  }
}
