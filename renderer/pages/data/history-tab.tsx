import { App, Button, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { Async } from '#renderer/components/async.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useJob } from '#renderer/data/use-job.ts'
import type { CommandEntry } from '#shared/contract/book.ts'
import { formatMoment } from '#shared/format/date.ts'
import { VerifyPanel } from './verify-panel.tsx'

const PAGE = 50

/** What was done to the book, with the way back, and the check that it still adds up. */
export function HistoryTab() {
  const { t } = useText()
  const [limit, setLimit] = useState(PAGE)
  const query = useCall('commands.list', { offset: 0, limit })
  return (
    <div className="stack">
      <VerifyPanel />
      <section className="panel" data-testid="history">
        <header>
          <h2>{t('history.title')}</h2>
        </header>
        <Async query={query}>
          {(commands) => (
            <>
              <CommandTable commands={commands} />
              {commands.length === limit && limit < 1000 && (
                <Button type="link" onClick={() => setLimit(Math.min(limit + PAGE, 1000))}>
                  {t('history.more')}
                </Button>
              )}
            </>
          )}
        </Async>
      </section>
    </div>
  )
}

function CommandTable({ commands }: { readonly commands: readonly CommandEntry[] }) {
  const { t, say } = useText()
  const { readOnly } = useBook()
  const { modal, message } = App.useApp()
  const undo = useJob('commands.undo')
  const ask = (command: CommandEntry): void => {
    const label = say(command.label)
    modal.confirm({
      title: t('history.undoTitle', { label }),
      content: t('history.undoWhat'),
      okText: t('history.undo'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => {
        void undo.start({ commandId: command.id }).then((undone) => {
          if (undone !== null) void message.success(t('history.undoDone', { label }))
        })
      },
    })
  }
  const columns: TableColumnsType<CommandEntry> = [
    { key: 'at', title: t('history.at'), width: 150, render: (command: CommandEntry) => formatMoment(command.at) },
    { key: 'what', title: t('history.what'), render: (command: CommandEntry) => say(command.label) },
    {
      key: 'undo',
      title: '',
      width: 200,
      align: 'right',
      render: (command: CommandEntry) =>
        command.undoneAt !== null ? (
          <span className="muted">{t('history.undone', { at: formatMoment(command.undoneAt) })}</span>
        ) : command.undoable ? (
          <Button
            size="small"
            disabled={readOnly || undo.running}
            onClick={() => ask(command)}
            data-testid={`undo-command-${command.id}`}
          >
            {t('history.undo')}
          </Button>
        ) : null,
    },
  ]
  if (commands.length === 0) return <p className="muted">{t('history.empty')}</p>
  return (
    <>
      {undo.running && undo.job !== null && <JobProgressView job={undo.job} />}
      {undo.problem !== null && <ProblemAlert problem={undo.problem} onClose={undo.reset} />}
      <Table size="small" rowKey="id" columns={columns} dataSource={[...commands]} pagination={false} />
    </>
  )
}
