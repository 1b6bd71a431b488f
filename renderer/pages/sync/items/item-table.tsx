import { Table, type TableColumnsType, Tag } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { BasisTag } from '#renderer/components/basis-tag.tsx'
import { Money } from '#renderer/components/money.tsx'
import type { ReturnItem } from '#shared/contract/sync.ts'
import { formatDay } from '#shared/format/date.ts'
import { answerWords, authorOf, contentWords, figureOf, subjectWords } from './item-words.ts'

const COLORS = { draft: 'orange', sent: 'blue', answered: 'green' } as const

/** Items with what they say, how far they have come, and what the office said to them. */
export function ItemTable({
  items,
  onOpen,
}: {
  readonly items: readonly ReturnItem[]
  readonly onOpen: (item: ReturnItem) => void
}) {
  const { t } = useText()
  const columns: TableColumnsType<ReturnItem> = [
    {
      key: 'about',
      className: 'no-wrap',
      title: t('item.about'),
      render: (item: ReturnItem) => (
        <button type="button" className="open-number" onClick={() => onOpen(item)} data-testid={`item-${item.id}`}>
          {subjectWords(t, item)}
        </button>
      ),
    },
    {
      key: 'kind',
      className: 'no-wrap',
      title: t('item.kind'),
      render: ({ kind }: ReturnItem) => t(`sync.table.${kind}`),
    },
    { key: 'month', className: 'no-wrap', title: t('item.month'), render: ({ period }: ReturnItem) => period },
    {
      key: 'figure',
      title: t('item.figure'),
      align: 'right',
      className: 'num no-wrap',
      render: (item: ReturnItem) => <Figure item={item} />,
    },
    {
      key: 'says',
      title: t('item.says'),
      render: (item: ReturnItem) => <span className="two-lines">{contentWords(t, item)}</span>,
    },
    { key: 'by', className: 'no-wrap', title: t('item.by'), render: (item: ReturnItem) => authorOf(item) },
    {
      key: 'state',
      className: 'no-wrap',
      title: t('item.state'),
      render: (item: ReturnItem) => <ItemStateTag item={item} />,
    },
    { key: 'answer', title: t('item.answer'), render: (item: ReturnItem) => <LastAnswer item={item} /> },
  ]
  return (
    <Table
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={[...items]}
      pagination={items.length > 50 ? { pageSize: 50 } : false}
      locale={{ emptyText: t('item.noneMatch') }}
      onRow={(item) => ({ onClick: () => onOpen(item), className: 'open-row' })}
    />
  )
}

function Figure({ item }: { readonly item: ReturnItem }) {
  const basis = item.kind === 'explanations' ? item.row.basis : null
  return (
    <>
      <Money amount={figureOf(item)} /> {(basis === 'B1' || basis === 'B3') && <BasisTag basis={basis} />}
    </>
  )
}

/** How far an item has come: a draft that went out before says so. */
export function ItemStateTag({ item }: { readonly item: ReturnItem }) {
  const { t } = useText()
  const { state, sent } = item
  return (
    <>
      <Tag color={COLORS[state]}>{t(`item.state.${state}`)}</Tag>
      {sent !== null && (
        <div className="muted panel-note">
          {state === 'draft' ? t('item.resend') : t('item.sentAs', { at: formatDay(sent.at), sequence: sent.sequence })}
        </div>
      )}
    </>
  )
}

function LastAnswer({ item }: { readonly item: ReturnItem }) {
  const { t } = useText()
  const [answer] = item.answers
  if (answer === undefined) return null
  return (
    <>
      <div className={answer.current ? undefined : 'muted'}>{answerWords(t, answer)}</div>
      {answer.comment !== null && <div className="muted panel-note two-lines">{answer.comment}</div>}
    </>
  )
}
