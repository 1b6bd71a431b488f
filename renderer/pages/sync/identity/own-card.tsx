import { IdcardOutlined, LockOutlined } from '@ant-design/icons'
import { App, Button, Tag } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import { useDeliverFile } from '#renderer/data/use-file.ts'
import type { OwnIdentity } from '#shared/contract/sync.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { formatMoment } from '#shared/format/date.ts'
import { Fingerprint } from './fingerprint.tsx'
import { UnlockPanel } from './unlock-panel.tsx'
import { useIdentity } from './use-identity.ts'

/** Who this department is to the office: its card to hand over, and the fingerprint to read aloud. */
export function OwnCard({ own }: { readonly own: OwnIdentity }) {
  const { t } = useText()
  const { message } = App.useApp()
  const { remember } = useIdentity()
  const exportCard = useCommand('sync.exportCard')
  const lock = useCommand('sync.lock')
  const deliver = useDeliverFile()
  const [problem, setProblem] = useState<Problem | null>(null)
  const hand = async (): Promise<void> => {
    const written = await exportCard.run({})
    if (written === null) return
    try {
      if (await deliver(written.value.path, `${own.name}.khid`)) void message.success(t('identity.exported'))
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  const facts: readonly (readonly [label: string, value: string, hint?: string])[] = [
    [t('identity.department'), own.department ?? ''],
    [t('identity.name'), own.name],
    [t('identity.createdAt'), formatMoment(own.createdAt)],
    [t('identity.protection'), own.protected ? t('identity.protected') : t('identity.unprotected')],
    [t('identity.keyFile'), own.keyFile, t('identity.keyFileHint')],
  ]
  const shown = problem ?? exportCard.problem ?? lock.problem
  return (
    <>
      {own.locked && <UnlockPanel />}
      <section className="panel" data-testid="own-card">
        <header>
          <h2>
            {t('identity.title')} {own.locked && <Tag icon={<LockOutlined />}>{t('identity.locked')}</Tag>}
          </h2>
          <span className="panel-actions">
            {own.protected && !own.locked && (
              <Button
                size="small"
                icon={<LockOutlined />}
                loading={lock.running}
                onClick={() =>
                  void lock.run({}).then((done) => {
                    if (done !== null) remember({ ...own, locked: true })
                  })
                }
                data-testid="identity-lock"
              >
                {t('identity.lock')}
              </Button>
            )}
            <Button
              type="primary"
              size="small"
              icon={<IdcardOutlined />}
              loading={exportCard.running}
              onClick={() => void hand()}
              data-testid="export-card"
            >
              {t('identity.exportCard')}
            </Button>
          </span>
        </header>
        <div className="own-card">
          <dl className="book-facts">
            {facts.map(([label, value, hint]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  {value}
                  {hint !== undefined && <div className="muted panel-note">{hint}</div>}
                </dd>
              </div>
            ))}
          </dl>
          <div>
            <h3>{t('identity.fingerprint')}</h3>
            <Fingerprint spoken={own.spoken} label={t('identity.fingerprint')} />
            <p className="muted panel-note">{t('identity.readAloud')}</p>
            <p className="muted panel-note">{t('identity.exportTeach')}</p>
          </div>
        </div>
        {shown !== null && <ProblemAlert problem={shown} onClose={() => setProblem(null)} />}
      </section>
    </>
  )
}
