import { Table, type TableColumnsType, Tag } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '#renderer/app/text.tsx'
import type { SheetSummary } from '#shared/contract/costing-reports.ts'
import { formatCount, MISSING } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'

/** Every sheet with its cost at planned rates and the groups it is about. */
export function SheetList({
  sheets,
  chosen,
  onOpen,
  actions,
}: {
  readonly sheets: readonly SheetSummary[]
  readonly chosen: string | null
  readonly onOpen: (code: string) => void
  readonly actions: ReactNode
}) {
  const { t, say } = useText()
  const columns: TableColumnsType<SheetSummary> = [
    {
      key: 'name',
      title: t('sheets.name'),
      render: ({ code, name, status }: SheetSummary) => (
        <>
          <button type="button" className="open-number" onClick={() => onOpen(code)} data-testid={`sheet-${code}`}>
            {say(name)}
          </button>{' '}
          {status === 'demonstration' && <Tag color="gold">{t('caseCost.demonstration')}</Tag>}
        </>
      ),
    },
    { key: 'code', title: t('sheets.code'), render: ({ code }: SheetSummary) => <code>{code}</code> },
    {
      key: 'version',
      title: t('sheets.version'),
      render: ({ version }: SheetSummary) =>
        version === 0 ? t('sheets.shipped') : t('sheets.versionNumber', { n: version }),
    },
    {
      key: 'lines',
      title: t('sheets.lines'),
      align: 'right',
      className: 'num',
      render: ({ lines }: SheetSummary) => formatCount(lines),
    },
    {
      key: 'cost',
      title: t('common.withUnit', { label: t('sheets.planned'), unit: t('unit.yuan') }),
      align: 'right',
      className: 'num',
      render: ({ cost }: SheetSummary) => formatFen(cost, 'yuan'),
    },
    {
      key: 'groups',
      title: t('sheets.groups'),
      render: ({ groups }: SheetSummary) => (groups.length === 0 ? MISSING : groups.join(t('common.listComma'))),
    },
  ]
  return (
    <section className="panel" data-testid="sheet-list">
      <header>
        <h2>{t('sheets.list', { n: sheets.length })}</h2>
        <span className="panel-actions">{actions}</span>
      </header>
      <Table
        size="small"
        rowKey="code"
        columns={columns}
        dataSource={[...sheets]}
        pagination={false}
        rowClassName={({ code }) => (code === chosen ? 'open-row chosen-row' : 'open-row')}
        onRow={({ code }) => ({ onClick: () => onOpen(code) })}
      />
    </section>
  )
}
