import { Drawer, Input } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { callValue } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { useRevision } from '#renderer/data/use-revision.ts'
import { textCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import { formatCount } from '#shared/format/decimal.ts'
import { schemeRequest } from './scheme-picker.tsx'

interface ListedCode {
  readonly code: string
  readonly name: string
}

/** The codes of a list that a rule names, searched and paged in the core. */
export function ListPanel({
  schemeId,
  list,
  onClose,
}: {
  readonly schemeId: number | null
  readonly list: string | null
  readonly onClose: () => void
}) {
  const { t } = useText()
  return (
    <Drawer
      open={list !== null}
      onClose={onClose}
      size={520}
      title={list === null ? '' : t('list.title', { list })}
      closable={{ 'aria-label': t('common.close') }}
      destroyOnHidden
      data-testid="list-panel"
    >
      {list !== null && <Codes key={list} schemeId={schemeId} list={list} />}
    </Drawer>
  )
}

function Codes({ schemeId, list }: { readonly schemeId: number | null; readonly list: string }) {
  const { t } = useText()
  const { bridge } = useCore()
  const revision = useRevision()
  const [text, setText] = useState('')
  const [total, setTotal] = useState<number | null>(null)
  const fetch = useCallback(
    async (offset: number, limit: number) => {
      const page = await callValue(bridge, 'grouping.list', { ...schemeRequest(schemeId), list, text, offset, limit })
      setTotal(page.total)
      return { total: page.total, rows: page.codes }
    },
    [bridge, schemeId, list, text],
  )
  const columns = useMemo<readonly GridColumn<ListedCode>[]>(
    () => [
      { id: 'code', header: t('list.code'), width: 140, pinned: true, cell: ({ code }) => textCell(code) },
      {
        id: 'name',
        header: t('list.name'),
        width: 280,
        cell: ({ name }) => textCell(name === '' ? null : name, t('list.noName')),
      },
    ],
    [t],
  )
  return (
    <div className="list-codes">
      <Input.Search
        allowClear
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={t('list.find')}
        aria-label={t('list.find')}
        maxLength={100}
        data-testid="list-find"
      />
      <DataGrid
        id="code-list"
        columns={columns}
        source={{ kind: 'paged', key: `${revision} ${schemeId} ${list} ${text}`, fetch }}
        rowId={({ code }) => code}
        label={t('list.title', { list })}
        heading={
          <span className="muted" data-testid="list-count">
            {total !== null && t('list.count', { n: formatCount(total) })}
          </span>
        }
      />
    </div>
  )
}
