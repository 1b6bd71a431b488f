import { ExperimentOutlined, FolderOpenOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import { useRunningJobs } from '#renderer/data/use-job.ts'
import { LostBook } from '#renderer/pages/data/backups/lost-book.tsx'
import { formatMoment } from '#shared/format/date.ts'
import { BookForm } from './book-form.tsx'
import { useText } from './text.tsx'
import { useDemo } from './use-demo.ts'
import { WindowMenu } from './window-menu.tsx'

/** Shown while no book is open: what a book is, three ways to get one, and the ones opened before. */
export function Welcome() {
  const { t } = useText()
  const demo = useDemo()
  const open = useCommand('book.open')
  const recent = useCall('book.recent', {}).data ?? []
  const [form, setForm] = useState<'create' | 'open' | null>(null)
  const demoJob = useRunningJobs().find((job) => job.method === 'book.createDemo')
  return (
    <main className="welcome" data-testid="welcome">
      <div className="welcome-menu">
        <WindowMenu search={false} />
      </div>
      <EmptyState
        title={t('welcome.title')}
        teach={t('welcome.teach')}
        icon={<span className="brand-mark large">衡</span>}
      >
        <Button
          type="primary"
          icon={<ExperimentOutlined />}
          loading={demo.running}
          onClick={demo.start}
          data-testid="create-demo"
        >
          {t('welcome.demo')}
        </Button>
        <Button icon={<PlusOutlined />} onClick={() => setForm('create')} data-testid="create-book">
          {t('welcome.create')}
        </Button>
        <Button icon={<FolderOpenOutlined />} onClick={() => setForm('open')} data-testid="open-book">
          {t('welcome.open')}
        </Button>
      </EmptyState>
      {demoJob !== undefined && <JobProgressView job={demoJob} />}
      {demo.problem !== null && <ProblemAlert problem={demo.problem} onClose={demo.clear} />}
      {open.problem !== null && <ProblemAlert problem={open.problem} onClose={open.clear} />}
      {open.problem !== null && <LostBook problem={open.problem} />}
      {recent.length > 0 && (
        <section className="panel recent" data-testid="recent-books">
          <h2>{t('welcome.recent')}</h2>
          <ul>
            {recent.map((book) => (
              <li key={book.path}>
                <button
                  type="button"
                  className="row-button"
                  disabled={!book.exists || open.running}
                  title={book.exists ? book.path : t('welcome.gone')}
                  onClick={() => void open.run({ path: book.path })}
                >
                  <span>
                    <strong>{book.name}</strong> <span className="muted">{book.path}</span>
                  </span>
                  <span className="muted">{book.exists ? formatMoment(book.openedAt) : t('welcome.gone')}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {form !== null && <BookForm mode={form} recent={recent} onClose={() => setForm(null)} />}
    </main>
  )
}
