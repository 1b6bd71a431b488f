import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONTENTS, DOCUMENT_FORMS, SYNC_TABLES, TABLE_ORDER } from '#exchange/sync/tables/index.ts'
import { PROBLEM_CODES } from '#shared/domain/problem.ts'
import { PACKAGE_KINDS, RECORD_TABLES, type SyncTableName } from '#shared/domain/sync.ts'

const page = readFileSync(join(import.meta.dirname, '../../../../docs/sync-packages.md'), 'utf8')

/** Cells of the rows below a heading, up to the next one. */
function rowsUnder(heading: RegExp): string[][] {
  const [, text] = page.split(heading)
  if (text === undefined) throw new Error(`no heading ${heading}`)
  return text
    .split(/\n#{2,3} /)[0]!
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()))
}
const named = (cell: string): string[] => [...cell.matchAll(/`\.?([^`]+)`/g)].map(([, name]) => name!)

describe('docs/sync-packages.md', () => {
  const returned = TABLE_ORDER.filter((name) => !(RECORD_TABLES as readonly string[]).includes(name))

  it.each(returned)('tells every column of %s', (name) => {
    const told = rowsUnder(new RegExp(`\\n### ${name} .*\\n`)).map(([column, type, required]) => [
      named(column!)[0],
      type,
      required,
    ])
    const columns = SYNC_TABLES[name].columns.map((column) => [column.name, column.type, column.required ? 'yes' : ''])
    expect(told).toEqual(columns)
  })

  it('tells the control totals of every table', () => {
    const imports = rowsUnder(/\n### Tables of imports\n/)
    expect(imports.map(([name]) => named(name!)[0])).toEqual(RECORD_TABLES)
    for (const [name, , totals] of imports)
      expect(named(totals!), name).toEqual(SYNC_TABLES[named(name!)[0] as SyncTableName].totals)
    for (const name of returned) {
      const [, after] = page.split(new RegExp(`\\n### ${name} .*\\n`))
      const stated = /Control total: `([^`]+)`/.exec(after!.split('\n### ')[0]!)
      expect(stated === null ? [] : [stated[1]], name).toEqual(SYNC_TABLES[name].totals)
    }
  })

  it('tells what a package of each kind holds', () => {
    const rows = page.split('\n').filter((line) => / (office|department) → /.test(line) && line.startsWith('| `'))
    expect(rows).toHaveLength(PACKAGE_KINDS.length)
    for (const [index, kind] of PACKAGE_KINDS.entries()) {
      const [told, , tables, documents] = rows[index]!.split('|').slice(1, -1)
      expect(named(told!)).toEqual([kind])
      expect(named(tables!)).toEqual(CONTENTS[kind].tables)
      const forms = CONTENTS[kind].documents.flatMap((role) => [role, ...DOCUMENT_FORMS[role]])
      expect(named(documents!)).toEqual(forms)
    }
  })

  it('tells every refusal', () => {
    const told = rowsUnder(/\n## Receiving\n/).map(([name]) => named(name!)[0]!)
    expect(told.toSorted()).toEqual(PROBLEM_CODES.filter((code) => code.startsWith('package-')).toSorted())
  })
})
