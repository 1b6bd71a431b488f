import { FolderOpenOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { Async } from '#renderer/components/async.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCommand } from '#renderer/data/use-command.ts'
import type { OfferedFile } from '#renderer/data/use-file.ts'
import type { InboxSettings } from '#shared/contract/imports.ts'
import { FolderDialog } from '../folder-dialog.tsx'
import { useFreshCall } from '../use-fresh-call.ts'
import { IntakeFiles } from './intake-files.tsx'

/** 收件夹: a folder that others put files into; what is new there is offered, nothing more. */
export function IntakePanel({
  disabled,
  onTake,
}: {
  readonly disabled: boolean
  readonly onTake: (file: OfferedFile) => void
}) {
  const query = useFreshCall('inbox.settings', {})
  return (
    <Async query={query} rows={1}>
      {(settings) => (
        <Intake settings={settings} disabled={disabled} onTake={onTake} onChanged={() => void query.refetch()} />
      )}
    </Async>
  )
}

function Intake({
  settings: { folder, readable },
  disabled,
  onTake,
  onChanged,
}: {
  readonly settings: InboxSettings
  readonly disabled: boolean
  readonly onTake: (file: OfferedFile) => void
  readonly onChanged: () => void
}) {
  const { t } = useText()
  const files = useFreshCall('inbox.list', {}, folder !== null && readable)
  const set = useCommand('inbox.setFolder')
  const [asking, setAsking] = useState(false)
  const choose = async (path: string | null): Promise<void> => {
    if ((await set.run({ folder: path })) === null) return
    setAsking(false)
    onChanged()
    if (path !== null) void files.refetch()
  }
  return (
    <section className="panel" data-testid="intake">
      <header>
        <h2>{t('intake.title')}</h2>
        <span className="panel-actions">
          {folder !== null && (
            <Button size="small" type="text" disabled={set.running} onClick={() => void choose(null)}>
              {t('intake.stop')}
            </Button>
          )}
          <Button
            size="small"
            icon={<FolderOpenOutlined />}
            onClick={() => setAsking(true)}
            data-testid="intake-folder"
          >
            {folder === null ? t('intake.choose') : t('intake.change')}
          </Button>
        </span>
      </header>
      {!asking && set.problem !== null && <ProblemAlert problem={set.problem} onClose={set.clear} />}
      {folder === null ? (
        <p className="muted">{t('intake.none')}</p>
      ) : readable ? (
        <Async query={files} rows={1}>
          {(found) =>
            found.length === 0 ? (
              <p className="muted" data-testid="intake-empty">
                {t('intake.empty', { folder })}
              </p>
            ) : (
              <IntakeFiles files={found} disabled={disabled} onTake={onTake} />
            )
          }
        </Async>
      ) : (
        <Alert
          type="warning"
          showIcon
          title={t('intake.unreadable', { folder })}
          action={
            <Button size="small" onClick={onChanged}>
              {t('common.retry')}
            </Button>
          }
          data-testid="intake-unreadable"
        />
      )}
      {asking && (
        <FolderDialog
          title={t('intake.choose')}
          hint={t('intake.hint')}
          current={folder ?? ''}
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
