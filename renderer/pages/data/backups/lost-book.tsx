import { useText } from '#renderer/app/text.tsx'
import { Async } from '#renderer/components/async.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { BackupTable } from './backup-table.tsx'
import { RestoreFile, RestoreState } from './restore-state.tsx'
import { useRestore } from './use-restore.tsx'

/** A book that is damaged or gone: the backups beside it, each one click from its place. Nothing for other problems. */
export function LostBook({ problem: { code, details } }: { readonly problem: Problem }) {
  const path = details?.path
  if (typeof path !== 'string' || (code !== 'book-damaged' && code !== 'book-not-found')) return null
  return <Backups path={path} damaged={code === 'book-damaged'} />
}

function Backups({ path, damaged }: { readonly path: string; readonly damaged: boolean }) {
  const { t } = useText()
  const query = useCall('backups.list', { book: path })
  const restore = useRestore({ path, damaged })
  // A path that was mistyped has no backups either, and needs none.
  if (!damaged && (query.data?.backups.length ?? 0) === 0) return null
  return (
    <section className="panel" data-testid="lost-book">
      <header>
        <h2>{t('backup.damaged')}</h2>
        <RestoreFile restore={restore} disabled={false} />
      </header>
      <p className="muted">{damaged ? t('backup.damagedTeach', { path }) : t('backup.goneTeach', { path })}</p>
      <RestoreState restore={restore} />
      <Async query={query}>
        {({ backups, folder }) =>
          backups.length === 0 ? (
            <p>{t('backup.damagedNone', { folder: folder.path })}</p>
          ) : (
            <BackupTable backups={backups} busy={restore.job.running} onRestore={restore.ask} />
          )
        }
      </Async>
    </section>
  )
}
