import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inspectRecords } from '#exchange/inspect-file.ts'
import { IGNORED_REASONS, ignoredColumns } from '#exchange/kinds/ignored-columns.ts'
import { KNOWN_TABLES } from '#exchange/kinds/known-tables.ts'
import { knownTable } from '#exchange/mapping/known-table.ts'
import { recognise } from '#exchange/mapping/recognise.ts'
import { missingShared, sharedPath } from '../../../support/shared-data.ts'
import { problemOf } from '../support.ts'

const FOLDER = sharedPath('datasets', 'cn_import_templates')
const here = missingShared('datasets', 'cn_import_templates') === null
const fileOf = (name: string): string => {
  const found = globSync(`${name}{-*,}.xlsx`, { cwd: FOLDER })
  if (found.length !== 1) throw new Error(`${found.length} files for ${name}`)
  return join(FOLDER, found[0]!)
}

test.each(KNOWN_TABLES.map((table) => [table.file, table] as const))('%s is told by its signature', (_, table) => {
  expect(knownTable(['序号', ...table.signature])).toBe(table)
  expect(recognise(table.signature)).toEqual(
    table.kind === null ? { use: 'none', table } : { use: 'import', kind: table.kind, confidence: 1, table },
  )
})

test('a front page that carries operations and anaesthesia as well is a table of cases', () => {
  const page = ['住院号', '性别', '年龄', '入院日期', '出院日期', '出院科室', '主要诊断编码', '总费用']
  const more = ['手术操作编码', '切口类型', '主要手术', '麻醉方式编码', '麻醉等级']
  expect(recognise([...page, ...more])).toMatchObject({ use: 'import', kind: 'cases', table: null })
  expect(recognise([...page.slice(0, 3), ...more])).toMatchObject({ kind: 'procedures', table: { file: '3.4' } })
  expect(recognise(['住院号', '麻醉方式编码', '麻醉等级'])).toMatchObject({ use: 'none', table: { file: '3.5' } })
})

describe.skipIf(!here)('real header rows', () => {
  test('each file has its entry and each entry its file', () => {
    const files = globSync('*.xlsx', { cwd: FOLDER }).map((name) => basename(name, '.xlsx'))
    expect(files).toHaveLength(24)
    const known = KNOWN_TABLES.map(({ file, name }) => (/^\d/.test(file) ? `${file}-${name.zh}` : file))
    expect(files.sort()).toEqual(known.sort())
  })

  test.each(KNOWN_TABLES.map(({ file, kind }) => [file, kind] as const))('%s is recognised: %s', async (file, kind) => {
    const inspected = inspectRecords({ path: fileOf(file) }, [])
    if (kind === null) {
      expect(await problemOf(inspected)).toBe('table-not-used')
      return
    }
    const { table, missingRequired, unusedColumns, header, ...found } = await inspected
    expect({ file: table?.file, kind: found.kind, missingRequired }).toEqual({ file, kind, missingRequired: [] })
    // Every column is read, or left out for a stated reason; and no reason is given for a column that is not there.
    expect([...unusedColumns].sort()).toEqual(
      [...ignoredColumns(file).keys()].filter((name) => header.includes(name)).sort(),
    )
    expect([...ignoredColumns(file).keys()].filter((name) => !header.includes(name))).toEqual([])
    expect(found.confidence).toBe(1)
  })
})

describe('docs/files.md', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../../docs/files.md'), 'utf8')
  const rowsUnder = (heading: string): string[][] => {
    const section = text.slice(text.indexOf(`\n### ${heading}\n`)).split(/\n#+ /, 2)[1]!
    const lines = section.split('\n').filter((line) => line.startsWith('|'))
    return lines.slice(2).map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
  }

  test('lists every known table with what becomes of it', () => {
    const expected = KNOWN_TABLES.map(({ file, name, kind, reason }) => [
      /^\d/.test(file) ? `${file}-${name.zh}` : `\`${file}\` ${name.zh}`,
      name.en,
      kind === null ? `recognised, not used: ${reason?.en ?? ''}` : `\`${kind}\``,
    ])
    expect(rowsUnder('Known tables')).toEqual(expected)
  })

  test('lists every reason for leaving a column out', () => {
    const used = new Set(KNOWN_TABLES.flatMap(({ file }) => [...ignoredColumns(file).values()]))
    const reasons = Object.entries(IGNORED_REASONS).filter(([reason]) => used.has(reason as never))
    expect(rowsUnder('Columns left out').map(([zh, en]) => [zh, en])).toEqual(reasons.map(([, { zh, en }]) => [zh, en]))
  })
})
