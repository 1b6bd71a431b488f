import { once } from 'node:events'
import { createWriteStream, existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { writeXlsx } from 'hucre/xlsx'
import Papa from 'papaparse'
import type { SchemeTables } from '#engine/grouping/tables.ts'
import { type BenchRun, demoFile, writeDemoFiles } from './harness.ts'

const SHARED = join(import.meta.dirname, '..', '..', '..', 'shared', 'schemes')

/** What a scheme may look at, and no column more: a reader has nothing to skip that grouping would not need. */
export const CASE_COLUMNS: readonly string[] = [
  'id',
  'sex',
  'age',
  'age_days',
  'birth_weight',
  'los',
  'icu_hours',
  'discharge',
  'dept',
  'dx',
  'proc',
]

export interface Material {
  readonly name: string
  readonly schemePath: string
  /** Cells in the order of `CASE_COLUMNS`. */
  readonly rows: readonly (readonly string[])[]
}

/** The national scheme with its vectors where it lies beside the project, else the demonstration's scheme and cases. */
export async function readMaterial(run: BenchRun): Promise<Material> {
  const national = { schemePath: join(SHARED, 'chs_drg_11.zip'), vectors: join(SHARED, 'vectors', 'chs_drg_11.csv') }
  if (existsSync(national.schemePath) && existsSync(national.vectors)) {
    const rows = pick(await readFile(national.vectors, 'utf8'), CASE_COLUMNS, (row) => row)
    return { name: 'chs_drg_11', schemePath: national.schemePath, rows }
  }
  run.note(`no scheme at ${national.schemePath}: the demonstration's scheme and cases instead`)
  const manifest = await writeDemoFiles(join(run.folder, 'demo'), { scale: 1 })
  const text = new TextDecoder('gb18030').decode(await readFile(demoFile(manifest, 'cases').path))
  const dx = ['主要诊断编码', ...Array.from({ length: 10 }, (_, i) => `其他诊断编码${i + 1}`)]
  const proc = ['主要手术编码', ...Array.from({ length: 3 }, (_, i) => `其他手术编码${i + 1}`)]
  const rows = pick(
    text,
    ['病案号', '性别', '年龄', '住院天数', '重症监护时长(小时)', '离院方式', ...dx, ...proc],
    (cells) => {
      const [id = '', sex, age = '', los = '', icu = '', discharge = '', ...codes] = cells
      const joined = (from: number, to: number) =>
        codes
          .slice(from, to)
          .filter((code) => code !== '')
          .join('|')
      return [
        id,
        sex === '男' ? 'M' : 'F',
        age,
        '',
        '',
        los,
        icu,
        discharge,
        '',
        joined(0, dx.length),
        joined(dx.length, codes.length),
      ]
    },
  )
  return { name: 'demonstration', schemePath: demoFile(manifest, 'scheme').path, rows }
}

function pick(text: string, columns: readonly string[], shape: (cells: readonly string[]) => readonly string[]) {
  const [header = [], ...rows] = Papa.parse<string[]>(text.trimEnd()).data
  const places = columns.map((column) => header.indexOf(column))
  return rows.map((cells) => shape(places.map((place) => cells[place] ?? '')))
}

/** The cases over and over, each time under other ids, until there are `count`. */
export async function writeCases(path: string, rows: Material['rows'], count: number): Promise<void> {
  const stream = createWriteStream(path)
  stream.write(`${CASE_COLUMNS.join(',')}\n`)
  for (let from = 0; from < count; from += rows.length) {
    const lines = rows
      .slice(0, count - from)
      .map(([id, ...cells]) => `${from / rows.length}-${id},${cells.join(',')}\n`)
    if (!stream.write(lines.join(''))) await once(stream, 'drain')
  }
  stream.end()
  await finished(stream)
}

/** Writes a package as a workbook with a sheet per table; returns how many rows its tables have. */
export async function writeWorkbook(path: string, tables: SchemeTables): Promise<number> {
  const { header, ...rest } = tables
  const head = {
    ...header,
    adrg_without_drg: header.adrgWithoutDrg,
    retry_secondary_procedures: header.retrySecondaryProcedures,
    ungrouped: Object.values(header.ungrouped).join('|'),
    rejected: Object.values(header.rejected).join('|'),
    year: header.year ?? '',
  }
  const names: Readonly<Record<keyof typeof rest, string>> = {
    mdc: 'mdc',
    adrg: 'adrg',
    drg: 'drg',
    codeLists: 'code_lists',
    cc: 'cc',
    exclusions: 'exclusions',
    codes: 'codes',
    codeMap: 'code_map',
  }
  const sheets = [
    { name: 'scheme', rows: [['key', 'value'], ...Object.entries(head).map(([key, value]) => [key, String(value)])] },
  ]
  let rows = 0
  for (const table of Object.keys(names) as (keyof typeof rest)[]) {
    const records: readonly object[] = rest[table]
    const columns = Object.keys(records[0] ?? {})
    sheets.push({ name: names[table], rows: [columns, ...records.map((record) => Object.values(record).map(String))] })
    rows += records.length
  }
  await writeFile(path, await writeXlsx({ sheets }))
  return rows
}
