import type { Bilingual } from '#shared/domain/bilingual.ts'
import { implies, type ParsedRules, type Rule } from './rule.ts'
import type { SchemeTables } from './tables.ts'

export interface UnreachableRow {
  readonly table: 'mdc' | 'adrg' | 'drg'
  readonly index: number
  readonly because: Bilingual
}

interface Entry {
  readonly index: number
  readonly code: string
  readonly parent: string
  readonly order: number
  readonly rule: Rule
}

/**
 * Rows no case can reach, because an earlier row of the same parent takes every case that would: `mcc` after
 * `mcc or cc`, anything after `true`. Judged by the shape of the rules, so it misses some and is never wrong.
 */
export function unreachableRows(tables: SchemeTables, rules: ParsedRules): readonly UnreachableRow[] {
  const drgs = entries(tables.drg, rules.drg, 'drg', 'adrg')
  const adrgs = entries(tables.adrg, rules.adrg, 'adrg', 'mdc')
  const mdcs = entries(
    tables.mdc.map((row) => ({ ...row, root: '' })),
    rules.mdc,
    'mdc',
    'root',
  )
  const unconditional = (rows: readonly Entry[] | undefined) => rows?.some((row) => row.rule.kind === 'true') === true

  const drgsOf = Map.groupBy(drgs, (row) => row.parent)
  const ends = (adrg: Entry) =>
    tables.adrg[adrg.index]?.kind === 'ambiguous' ||
    tables.header.adrgWithoutDrg === 'stop' ||
    unconditional(drgsOf.get(adrg.code))
  const adrgsOf = Map.groupBy(adrgs, (row) => row.parent)
  const mdcEnds = (mdc: Entry) => unconditional(adrgsOf.get(mdc.code)?.filter(ends))

  return [
    ...shadowed('mdc', [mdcs], mdcEnds),
    ...shadowed('adrg', adrgsOf.values(), ends),
    ...shadowed('drg', drgsOf.values(), () => true),
  ]
}

function entries<Row extends { readonly order: number }>(
  rows: readonly Row[],
  rules: readonly (Rule | null)[],
  code: keyof Row,
  parent: keyof Row,
): readonly Entry[] {
  return rows
    .map((row, index) => ({
      index,
      code: String(row[code]),
      parent: String(row[parent]),
      order: row.order,
      rule: rules[index] ?? { kind: 'true' as const },
    }))
    .sort((a, b) => a.order - b.order)
}

/** `stops`: a case that meets this row's rule never goes on to the next row. */
function* shadowed(
  table: UnreachableRow['table'],
  siblings: Iterable<readonly Entry[]>,
  stops: (row: Entry) => boolean,
): Generator<UnreachableRow> {
  for (const rows of siblings) {
    const stopping: Entry[] = []
    for (const row of rows) {
      const before = stopping.find((earlier) => implies(row.rule, earlier.rule))
      if (before !== undefined) {
        const because = {
          zh: `${row.code} 永远不会被选中：第 ${before.index + 2} 行的 ${before.code} 先取走了所有符合条件的病例`,
          en: `${row.code} can never be chosen: ${before.code} (row ${before.index + 2}) takes every such case first`,
        }
        yield { table, index: row.index, because }
      }
      if (stops(row)) stopping.push(row)
    }
  }
}
