import { CATEGORIES, ELEMENTS, fold } from '#exchange/kinds/code-tables.ts'
import type { Column } from '#exchange/kinds/column.ts'
import { KINDS, RECORD_KINDS } from '#exchange/kinds/index.ts'
import type { RecordKind } from '#shared/domain/records.ts'
import { bareHeading, normaliseHeading } from './heading.ts'
import { joinedOthers, numberedHeading } from './numbered-headings.ts'

/** Which column of the file stands for a key of the template. */
export interface Match {
  readonly key: string
  /** Index in the header. */
  readonly index: number
  readonly column: Column | null
  /** Value map that comes with the heading. */
  readonly values?: Readonly<Record<string, string>>
}

interface Alias {
  readonly column: Column
  readonly alias: string
  readonly values?: Readonly<Record<string, string>>
}

const aliasesOf = (columns: readonly Column[]): readonly Alias[] =>
  columns.flatMap((column) =>
    column.aliases.map((alias) => {
      const values = column.valuesByAlias?.[alias]
      return { column, alias: normaliseHeading(alias), ...(values === undefined ? {} : { values }) }
    }),
  )

const ALIASES = Object.fromEntries(RECORD_KINDS.map((kind) => [kind, aliasesOf(KINDS[kind].columns)])) as Readonly<
  Record<RecordKind, readonly Alias[]>
>

/**
 * Matches the headings of a file to the columns of a kind: first headings as they are, then without their remarks in
 * brackets. A column takes the heading that comes first in its list of aliases; a heading serves one column. Nothing is
 * matched because one heading contains another (医保范围金额 is not 金额): an unmatched heading is listed, not guessed.
 */
export function matchColumns(header: readonly string[], kind: RecordKind): Match[] {
  const taken = new Set<number>()
  const matches: Match[] = []
  const take = (key: string, index: number, column: Column | null, values?: Match['values']): void => {
    taken.add(index)
    matches.push({ key, index, column, ...(values === undefined ? {} : { values }) })
  }
  const have = new Set<string>()
  for (const form of [normaliseHeading, bareHeading]) {
    const places = new Map<string, number>()
    header.forEach((heading, index) => {
      const text = form(heading)
      if (text !== '' && !taken.has(index) && !places.has(text)) places.set(text, index)
    })
    if (kind === 'cases') {
      for (const [text, index] of places) {
        const key = numberedHeading(text) ?? joinedOthers(text)
        if (key === null || have.has(key)) continue
        have.add(key)
        take(key, index, null)
      }
    }
    for (const { column, alias, values } of ALIASES[kind]) {
      const index = places.get(alias)
      if (index === undefined || taken.has(index) || have.has(column.name)) continue
      have.add(column.name)
      take(column.name, index, column, values)
    }
    // Cells of a charge table are such words too: they are headings only beside those of a benchmark.
    if (kind === 'benchmarks' && (have.has('group') || have.has('scope'))) {
      for (const [text, index] of places) {
        const name = CATEGORIES.get(fold(text)) ?? ELEMENTS.get(fold(text))
        if (name === undefined || /^\d/.test(text) || taken.has(index) || have.has(`part.${name}`)) continue
        have.add(`part.${name}`)
        take(`part.${name}`, index, null)
      }
    }
  }
  return matches.sort((a, b) => a.index - b.index)
}
