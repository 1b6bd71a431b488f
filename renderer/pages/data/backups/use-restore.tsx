import { App } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { type JobHandle, useJob } from '#renderer/data/use-job.ts'
import type { RestoreReport } from '#shared/contract/backups.ts'
import { formatMoment } from '#shared/format/date.ts'

/** A backup as it is offered; one from elsewhere is known by its name only. */
interface Choice {
  readonly path: string
  readonly fileName: string
  readonly at: string | null
}

export interface Restore {
  readonly job: JobHandle<'backups.restore'>
  /** One sentence, then the restore. */
  ask(choice: Choice): void
  /** Once more what was refused for being of another book; null where nothing was. */
  readonly takeOther: (() => void) | null
}

/** A book that cannot be opened. */
interface Lost {
  readonly path: string
  readonly damaged: boolean
}

/**
 * Restores a backup in the place of the open book, or of a lost one, which cannot be opened. What comes of it is told above
 * the pages, because they are all made anew for the restored book.
 */
export function useRestore(lost?: Lost): Restore {
  const { t } = useText()
  const { modal, notification } = App.useApp()
  const job = useJob('backups.restore')
  const [asked, setAsked] = useState<Choice | null>(null)
  const target = lost === undefined ? {} : { book: lost.path }

  const told = (choice: Choice, { undo, setAside }: RestoreReport): void => {
    notification.success({
      title: choice.at === null ? t('backup.restoredFile') : t('backup.restored', { at: formatMoment(choice.at) }),
      description:
        setAside !== null
          ? t('backup.restoredAside', { path: setAside })
          : undo === null
            ? undefined
            : t('backup.restoredUndo'),
      duration: 10,
    })
  }
  const run = async (choice: Choice, anotherBook: boolean): Promise<void> => {
    setAsked(choice)
    const done = await job.start({ path: choice.path, ...target, anotherBook })
    if (done !== null) told(choice, done)
  }
  return {
    job,
    ask: (choice) => {
      modal.confirm({
        title:
          choice.at === null
            ? t('backup.restoreFileTitle', { name: choice.fileName })
            : t('backup.restoreTitle', { at: formatMoment(choice.at) }),
        content:
          lost === undefined
            ? t('backup.restoreWhat')
            : t(lost.damaged ? 'backup.lostDamagedWhat' : 'backup.lostGoneWhat', { path: lost.path }),
        okText: t('backup.restore'),
        cancelText: t('common.cancel'),
        okButtonProps: { danger: true },
        onOk: () => {
          void run(choice, false)
        },
      })
    },
    takeOther: asked !== null && job.problem?.code === 'backup-other-book' ? () => void run(asked, true) : null,
  }
}
