import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'

const KINDS = ['drop row', 'double row', 'drop column', 'cell', 'bytes', 'empty', 'missing'] as const

/** One thing done to one file of a package. */
export interface TableChange {
  readonly name: string
  readonly what: (typeof KINDS)[number]
  readonly row: number
  readonly column: number
  readonly cell: string
}

/** Changes to these files; `cells` are values with a meaning somewhere in them. */
export function tableChanges(names: readonly string[], cells: readonly string[]): fc.Arbitrary<TableChange> {
  return fc.record({
    name: fc.constantFrom(...names),
    what: fc.constantFrom(...KINDS),
    row: fc.nat({ max: 8 }),
    column: fc.nat({ max: 6 }),
    cell: fc.oneof(fc.constantFrom(...cells), fc.string({ maxLength: 12, unit: 'binary' })),
  })
}

/** Does it to the file at this path, unless an earlier change took the file away. */
export function changeTable(path: string, change: TableChange): void {
  if (!existsSync(path)) return
  if (change.what === 'missing') rmSync(path)
  else writeFileSync(path, changed(readFileSync(path, 'utf8'), change))
}

function changed(text: string, { what, row, column, cell }: TableChange): string {
  if (what === 'empty') return ''
  if (what === 'bytes') return text.slice(0, row * 7) + cell + text.slice(row * 7 + column)
  const rows = text.split('\n').map((line) => line.split(','))
  const at = row % rows.length
  if (what === 'drop row') rows.splice(at, 1)
  else if (what === 'double row') rows.splice(at, 0, rows[at]!)
  else if (what === 'drop column') for (const cells of rows) cells.splice(column, 1)
  else rows[at]![column % rows[at]!.length] = cell
  return rows.map((cells) => cells.join(',')).join('\n')
}
