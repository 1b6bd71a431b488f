import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { MethodComparison, MethodSide } from '#shared/contract/costing-reports.ts'
import type { Fen } from '#shared/domain/money.ts'
import { poolName } from '#shared/i18n/cost-names.ts'
import { PartDrawer } from './part-drawer.tsx'

/** What each method put on the cases from each center. */
export function MethodParts({ comparison }: { readonly comparison: MethodComparison }) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const [opened, setOpened] = useState<{ readonly side: MethodSide; readonly pool: string } | null>(null)
  const sides = comparison.sides.filter(({ parts }) => parts.length > 0)
  const pools = poolsOf(sides)
  if (pools.length === 0) return null
  const columns: readonly GridColumn<string>[] = [
    { id: 'pool', header: t('units.pool'), width: 160, cell: (pool) => ({ text: poolName(t, say, pool) }) },
    ...sides.map(
      (side): GridColumn<string> => ({
        id: side.method,
        header: t('common.withUnit', { label: t(`costing.method.${side.method}`), unit: t(`unit.${unit}`) }),
        width: 160,
        numeric: true,
        cell: (pool) => fenCell(partOf(side, pool), unit, t('methods.noPart')),
        open: (pool) => {
          if (partOf(side, pool) !== null) setOpened({ side, pool })
        },
      }),
    ),
  ]
  return (
    <section className="panel" data-testid="method-parts">
      <header>
        <h2>{t('methods.parts')}</h2>
      </header>
      <SimpleTable columns={columns} rows={pools} rowId={(pool) => pool} label={t('methods.parts')} />
      {opened !== null && <PartDrawer {...opened} onClose={() => setOpened(null)} />}
    </section>
  )
}

/** Every pool any method used, the largest first. */
function poolsOf(sides: readonly Pick<MethodSide, 'parts'>[]): readonly string[] {
  const largest = new Map<string, number>()
  for (const { pool, amount } of sides.flatMap(({ parts }) => parts))
    largest.set(pool, Math.max(largest.get(pool) ?? 0, Math.abs(amount)))
  return [...largest].toSorted((a, b) => b[1] - a[1]).map(([pool]) => pool)
}

const partOf = ({ parts }: MethodSide, wanted: string): Fen | null =>
  parts.find(({ pool }) => pool === wanted)?.amount ?? null
