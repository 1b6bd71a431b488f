import { Alert, App, Button } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCommand } from '#renderer/data/use-command.ts'
import type { BackupFolder } from '#shared/contract/backups.ts'
import { formatBytes } from '#shared/format/size.ts'
import { FolderDialog } from '../folder-dialog.tsx'
import { concernWords } from './concern-words.ts'

/** Where backups go, what speaks against it, and the way to another place. */
export function FolderPanel({
  folder,
  told,
  onChanged,
}: {
  readonly folder: BackupFolder
  /** The failed backup above says already what is wrong with the folder. */
  readonly told: boolean
  readonly onChanged: () => void
}) {
  const { t } = useText()
  const { message } = App.useApp()
  const { readOnly } = useBook()
  const probe = useCommand('backups.settings')
  const set = useCommand('backups.setFolder')
  const [asking, setAsking] = useState(false)
  const [tried, setTried] = useState<BackupFolder | null>(null)
  const choose = async (path: string | null): Promise<void> => {
    const done = await set.run({ folder: path })
    if (done === null) return
    setAsking(false)
    setTried(null)
    void message.success(t('backup.folder.set', { folder: done.value.path }))
    onChanged()
  }
  const problem = tried?.problem ?? (told ? null : folder.problem) ?? probe.problem
  return (
    <section className="panel" data-testid="backup-folder">
      <header>
        <h2>{t('backup.folder')}</h2>
        <span className="panel-actions">
          <Button
            size="small"
            loading={probe.running}
            onClick={() => void probe.run({ probe: true }).then((done) => setTried(done?.value ?? null))}
            data-testid="probe-folder"
          >
            {t('backup.folder.probe')}
          </Button>
          {folder.chosen && (
            <Button size="small" disabled={readOnly || set.running} onClick={() => void choose(null)}>
              {t('backup.folder.default')}
            </Button>
          )}
          <Button size="small" disabled={readOnly} onClick={() => setAsking(true)} data-testid="change-folder">
            {t('backup.folder.change')}
          </Button>
        </span>
      </header>
      <p className="preview-facts">
        <strong className="breakable">{folder.path}</strong>
        <span className="muted">{folder.chosen ? t('backup.folder.chosen') : t('backup.folder.beside')}</span>
        {folder.freeBytes !== null && (
          <span className="muted">{t('backup.folder.free', { size: formatBytes(folder.freeBytes) })}</span>
        )}
        {tried !== null && tried.problem === null && (
          <span className="verified" data-testid="folder-writable">
            {t('backup.folder.writable')}
          </span>
        )}
      </p>
      {concernWords(t, folder).map((words) => (
        <Alert key={words} type="warning" showIcon banner title={words} data-testid="folder-concern" />
      ))}
      {problem !== null && <ProblemAlert problem={problem} />}
      {!asking && set.problem !== null && <ProblemAlert problem={set.problem} onClose={set.clear} />}
      {asking && (
        <FolderDialog
          title={t('backup.folder.change')}
          hint={t('backup.folder.hint')}
          current={folder.chosen ? folder.path : ''}
          running={set.running}
          problem={set.problem}
          onChoose={(path) => void choose(path)}
          onClose={() => {
            set.clear()
            setAsking(false)
          }}
        />
      )}
    </section>
  )
}
