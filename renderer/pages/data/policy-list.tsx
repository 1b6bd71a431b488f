import { Button, Table, type TableColumnsType, Tag } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useFileChooser } from '#renderer/components/use-file-chooser.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useCall } from '#renderer/data/use-call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import { useOfferFile } from '#renderer/data/use-file.ts'
import type { PolicySummary } from '#shared/contract/book.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { formatMoment } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'

const STATUS_COLORS = { official: 'green', reference: 'blue', demonstration: 'gold' } as const

/** Payment policies; a case settles with the one valid in its month, so there is nothing to switch. */
export function PolicyList() {
  const { t } = useText()
  const { readOnly } = useBook()
  const query = useCall('policies.list', {})
  const add = useCommand('policies.add')
  const offer = useOfferFile()
  const [offerProblem, setOfferProblem] = useState<Problem | null>(null)
  const { choose, input } = useFileChooser(async ([file]) => {
    if (file === undefined) return
    setOfferProblem(null)
    try {
      await add.run(await offer(file))
    } catch (error) {
      setOfferProblem(problemOf(error))
    }
  }, '.json,.xlsx')
  const problem = offerProblem ?? add.problem
  return (
    <section className="panel" data-testid="policies">
      <header>
        <h2>{t('policy.title')}</h2>
        {input}
        <Button loading={add.running} disabled={readOnly} onClick={choose} data-testid="add-policy">
          {t('policy.add')}
        </Button>
      </header>
      {problem !== null && <ProblemAlert problem={problem} />}
      <Async query={query}>
        {(policies) =>
          policies.length === 0 ? (
            <EmptyState title={t('policy.empty')} teach={t('policy.emptyTeach')} />
          ) : (
            <PolicyTable policies={policies} />
          )
        }
      </Async>
    </section>
  )
}

function PolicyTable({ policies }: { readonly policies: readonly PolicySummary[] }) {
  const { t, say } = useText()
  const book = useBook()
  const columns: TableColumnsType<PolicySummary> = [
    {
      key: 'name',
      title: t('scheme.name'),
      render: (policy: PolicySummary) => <span title={policy.sha256}>{say(policy.name)}</span>,
    },
    { key: 'code', title: t('scheme.code'), render: (policy: PolicySummary) => <code>{policy.code}</code> },
    {
      key: 'status',
      title: t('policy.status'),
      render: (policy: PolicySummary) => (
        <Tag color={STATUS_COLORS[policy.status]}>{t(`policy.status.${policy.status}`)}</Tag>
      ),
    },
    { key: 'source', title: t('policy.source'), render: (policy: PolicySummary) => policy.source },
    {
      key: 'valid',
      title: t('policy.valid'),
      render: (policy: PolicySummary) =>
        policy.validTo === null
          ? t('policy.validOpen', { from: policy.validFrom })
          : t('policy.validRange', { from: policy.validFrom, to: policy.validTo }),
    },
    {
      key: 'groups',
      title: t('policy.groups'),
      align: 'right',
      className: 'num',
      render: (policy: PolicySummary) => formatCount(policy.groups),
    },
    { key: 'at', title: t('scheme.addedAt'), render: (policy: PolicySummary) => formatMoment(policy.addedAt) },
    {
      key: 'force',
      title: '',
      render: (policy: PolicySummary) =>
        book.policy?.id === policy.id ? <Tag color="green">{t('scheme.inForce')}</Tag> : null,
    },
  ]
  return (
    <Table
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={[...policies]}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  )
}
