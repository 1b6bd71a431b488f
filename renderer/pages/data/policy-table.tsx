import { Table, type TableColumnsType, Tag } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import type { PolicySummary } from '#shared/contract/book.ts'
import { formatMoment } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { PolicyActions } from './policy-actions.tsx'

const STATUS_COLORS = { official: 'green', reference: 'blue', demonstration: 'gold' } as const
/** Enough of a hash to compare two files by. */
const HASH_DIGITS = 8

/** The policies in use: what they are, where they come from, and which months they hold. */
export function PolicyTable({ policies }: { readonly policies: readonly PolicySummary[] }) {
  const { t, say } = useText()
  const columns: TableColumnsType<PolicySummary> = [
    {
      key: 'valid',
      title: t('policy.valid'),
      render: (policy: PolicySummary) => <Tag color="green">{monthWords(t, policy)}</Tag>,
    },
    { key: 'name', title: t('scheme.name'), render: ({ name }: PolicySummary) => say(name) },
    {
      key: 'code',
      title: t('scheme.code'),
      render: ({ code, version }: PolicySummary) => (
        <>
          <code>{code}</code> <span className="muted">{t('policy.version', { n: String(version) })}</span>
        </>
      ),
    },
    {
      key: 'status',
      title: t('policy.status'),
      render: ({ status }: PolicySummary) => <Tag color={STATUS_COLORS[status]}>{t(`policy.status.${status}`)}</Tag>,
    },
    { key: 'source', title: t('policy.source'), render: ({ source }: PolicySummary) => source },
    {
      key: 'scheme',
      title: t('policy.scheme'),
      render: ({ scheme }: PolicySummary) =>
        scheme === null ? <span className="muted">{t('policy.schemeGiven')}</span> : <code>{scheme}</code>,
    },
    {
      key: 'groups',
      title: t('policy.groups'),
      align: 'right',
      className: 'num',
      render: ({ groups }: PolicySummary) => formatCount(groups),
    },
    {
      key: 'hash',
      title: t('policy.hash'),
      render: ({ sha256 }: PolicySummary) => <code title={sha256}>{sha256.slice(0, HASH_DIGITS)}</code>,
    },
    { key: 'at', title: t('scheme.addedAt'), render: ({ addedAt }: PolicySummary) => formatMoment(addedAt) },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (policy: PolicySummary) => <PolicyActions policy={policy} />,
    },
  ]
  const byMonth = policies.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
  return (
    <Table
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={byMonth}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  )
}

function monthWords(t: ReturnType<typeof useText>['t'], { validFrom, validTo }: PolicySummary): string {
  if (validTo === null) return t('policy.validOpen', { from: validFrom })
  return validTo === validFrom ? validFrom : t('policy.validRange', { from: validFrom, to: validTo })
}
