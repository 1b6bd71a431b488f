import { IdcardOutlined } from '@ant-design/icons'
import { App, Button, Table, type TableColumnsType, Tag } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useIncoming } from '#renderer/app/incoming.tsx'
import { useText } from '#renderer/app/text.tsx'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useFileChooser } from '#renderer/components/use-file-chooser.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useCall } from '#renderer/data/use-call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import { useOfferFile } from '#renderer/data/use-file.ts'
import type { ListedParty, OwnIdentity } from '#shared/contract/sync.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { formatMoment } from '#shared/format/date.ts'
import { ConfirmParty } from './confirm-party.tsx'
import { Fingerprint } from './fingerprint.tsx'

const COLORS = { trusted: 'green', unconfirmed: 'orange', revoked: 'default' } as const

/** Cards taken in and what became of each; a dropped card comes here. */
export function PartyList({ own }: { readonly own: OwnIdentity | null }) {
  const { t } = useText()
  const { readOnly } = useBook()
  const { message } = App.useApp()
  const query = useCall('sync.parties', {})
  const add = useCommand('sync.addParty')
  const offer = useOfferFile()
  const { files, offer: queue, take } = useIncoming('card')
  const { choose, input } = useFileChooser(queue, '.khid,.json')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [confirming, setConfirming] = useState<ListedParty | null>(null)
  const { run } = add

  const bring = useCallback(
    async (file: File): Promise<void> => {
      setProblem(null)
      try {
        const { path } = await offer(file)
        const added = await run({ path })
        if (added === null) return
        void message.success(t('party.added', { name: added.value.name }))
        if (added.value.standing === 'unconfirmed') setConfirming(added.value)
      } catch (error) {
        setProblem(problemOf(error))
      }
    },
    [message, offer, run, t],
  )
  const first = files[0]
  useEffect(() => {
    if (first === undefined || confirming !== null) return
    take()
    void bring(first)
  }, [first, confirming, take, bring])

  const shown = problem ?? add.problem
  const addButton = (
    <Button
      size="small"
      icon={<IdcardOutlined />}
      onClick={choose}
      loading={add.running}
      disabled={readOnly}
      data-testid="add-card"
    >
      {t('party.add')}
    </Button>
  )
  return (
    <section className="panel" data-testid="party-list">
      <header>
        <h2>{t('party.title')}</h2>
        {addButton}
      </header>
      {input}
      <p className="muted panel-note">{t('party.teach')}</p>
      {shown !== null && (
        <ProblemAlert
          problem={shown}
          onClose={() => {
            setProblem(null)
            add.clear()
          }}
        />
      )}
      <Async query={query} rows={3}>
        {(parties) =>
          parties.length === 0 ? (
            <EmptyState
              title={t('party.empty')}
              teach={t('party.emptyTeach')}
              icon={<IdcardOutlined />}
              testId="parties-empty"
            />
          ) : (
            <PartyTable parties={parties} onConfirm={setConfirming} />
          )
        }
      </Async>
      {confirming !== null && <ConfirmParty party={confirming} own={own} onClose={() => setConfirming(null)} />}
    </section>
  )
}

function PartyTable({
  parties,
  onConfirm,
}: {
  readonly parties: readonly ListedParty[]
  readonly onConfirm: (party: ListedParty) => void
}) {
  const { t } = useText()
  const { readOnly } = useBook()
  const { modal } = App.useApp()
  const revoke = useCommand('sync.revokeParty')
  const remove = useCommand('sync.removeParty')
  const since = ({ standing, addedAt, confirmedAt, revokedAt }: ListedParty): string => {
    switch (standing) {
      case 'unconfirmed':
        return t('party.unconfirmedSince', { at: formatMoment(addedAt) })
      case 'trusted':
        return t('party.trustedSince', { at: formatMoment(confirmedAt ?? addedAt) })
      case 'revoked':
        return t('party.revokedSince', { at: formatMoment(revokedAt ?? addedAt) })
    }
  }
  const ask = ({ name, fingerprint, standing }: ListedParty): void => {
    const never = standing === 'unconfirmed'
    modal.confirm({
      title: never ? t('party.removeTitle', { name }) : t('party.revokeTitle', { name }),
      content: never ? t('party.removeWhat') : t('party.revokeWhat'),
      okText: never ? t('party.remove') : t('party.revoke'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => void (never ? remove : revoke).run({ fingerprint }),
    })
  }
  const columns: TableColumnsType<ListedParty> = [
    { key: 'name', title: t('party.name'), render: (party: ListedParty) => party.name },
    {
      key: 'role',
      title: t('party.role'),
      render: ({ role, department }: ListedParty) => department ?? t(`sync.role.${role}`),
    },
    {
      key: 'fingerprint',
      title: t('identity.fingerprint'),
      render: ({ spoken }: ListedParty) => <Fingerprint spoken={spoken} label={t('identity.fingerprint')} />,
    },
    {
      key: 'state',
      title: t('party.state'),
      render: (party: ListedParty) => (
        <>
          <Tag color={COLORS[party.standing]}>{t(`party.${party.standing}`)}</Tag>
          <span className="muted">{since(party)}</span>
        </>
      ),
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (party: ListedParty) => (
        <span className="panel-actions row-actions">
          {party.standing === 'unconfirmed' && (
            <Button
              size="small"
              type="primary"
              disabled={readOnly}
              onClick={() => onConfirm(party)}
              data-testid={`confirm-${party.fingerprint}`}
            >
              {t('party.confirm')}
            </Button>
          )}
          {party.standing !== 'revoked' && (
            <Button
              size="small"
              danger
              disabled={readOnly}
              onClick={() => ask(party)}
              data-testid={`drop-${party.fingerprint}`}
            >
              {party.standing === 'unconfirmed' ? t('party.remove') : t('party.revoke')}
            </Button>
          )}
        </span>
      ),
    },
  ]
  const problem = revoke.problem ?? remove.problem
  return (
    <>
      {problem !== null && <ProblemAlert problem={problem} />}
      <Table size="small" rowKey="fingerprint" columns={columns} dataSource={[...parties]} pagination={false} />
    </>
  )
}
