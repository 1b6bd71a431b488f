import { Button, Input } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { useExplain } from '#renderer/components/explain.tsx'
import { ExportButton } from '#renderer/components/export-button.tsx'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { SurplusNode, SurplusTree } from '#shared/contract/surplus.ts'
import { stamp } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'
import type { ItemStart } from '../sync/items/drafts.ts'
import { ItemDrawer } from '../sync/items/item-drawer.tsx'
import { surplusColumns } from './columns.ts'
import { nodeLabel } from './node-label.ts'
import type { ShownRow } from './tree.ts'
import { usePins } from './use-pins.ts'
import { useTreeRows } from './use-tree-rows.ts'

/** The tree as a grid: opened, searched, sorted, pinned, copied and written to a workbook. */
export function SurplusGrid({
  tree,
  onSelect,
}: {
  readonly tree: SurplusTree
  /** The row that the cursor has come to; null on the totals. */
  readonly onSelect: (node: SurplusNode | null) => void
}) {
  const { t, say, language } = useText()
  const { unit, compare } = useFilters()
  const go = useGo()
  const explain = useExplain()
  const pins = usePins()
  const [start, setStart] = useState<ItemStart | null>(null)
  const labelOf = useCallback((node: SurplusNode) => nodeLabel(t, say, node), [t, say])
  const { rows, top, text, setText, setSort, toggle, toggleAll, allOpen } = useTreeRows(tree, labelOf, pins.pins)
  const { slice, by, basis } = tree
  const columns = useMemo(
    () =>
      surplusColumns({
        ...{ t, tree, unit, labelOf, toggle, isPinned: pins.isPinned, pin: pins.toggle },
        explain: (id, node) => {
          if (node.slice !== null) explain({ kind: 'indicator', id, slice: node.slice, basis })
        },
        openCases: (node) => {
          if (node.slice !== null) go.toCases(node.slice)
        },
        write: (node) => setStart({ kind: 'explanations', caseNo: null, group: node.key, period: slice.to ?? null }),
      }),
    [t, tree, unit, labelOf, toggle, pins.isPinned, pins.toggle, explain, basis, go, slice.to],
  )
  const select = useCallback((row: ShownRow | null) => onSelect(row?.node ?? null), [onSelect])
  return (
    <>
      <DataGrid
        id={`surplus-${by}`}
        key={by}
        columns={columns}
        source={{ kind: 'rows', rows }}
        rowId={(row) => row.id}
        top={top}
        totals
        onSort={setSort}
        onFocusRow={select}
        label={t('nav.surplus')}
        heading={t('grid.rows', { n: formatCount(rows.length) })}
        extra={() => (
          <>
            <Input
              type="search"
              size="small"
              value={text}
              onChange={(event) => setText(event.target.value)}
              placeholder={t('surplus.find')}
              aria-label={t('surplus.find')}
              data-testid="surplus-find"
              style={{ width: 170 }}
            />
            {toggleAll !== null && (
              <Button size="small" onClick={toggleAll} aria-expanded={allOpen} data-testid="surplus-open-all">
                {t(allOpen ? 'surplus.closeAll' : 'surplus.openAll')}
              </Button>
            )}
            <ExportButton
              method="surplus.exportTree"
              request={() => ({ slice, by, basis, compare, language })}
              fileName={() => `${t('nav.surplus')}_${t(`surplus.by.${by}`)}_${basis}_${stamp(new Date())}.xlsx`}
              label={t('surplus.exportXlsx')}
            />
          </>
        )}
      />
      {start !== null && <ItemDrawer start={start} onClose={() => setStart(null)} />}
    </>
  )
}
