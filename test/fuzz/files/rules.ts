import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Papa from 'papaparse'
import type { Random } from '#demo/random.ts'
import { writeTinyDirectory, writeTinyPolicy, writeTinyScheme } from '../../fixtures/tiny-department.ts'
import { OFFICIAL_ROWS, writeOfficialWorkbook } from '../../support/official-workbook.ts'
import { rawZip } from '../../support/raw-zip.ts'
import { archiveOf, type Part } from './archives.ts'
import { changeJson, type Json } from './change-json.ts'
import { changeTable } from './change-table.ts'
import { damageBytes } from './damage-bytes.ts'
import { type SheetRows, workbookFile } from './workbooks.ts'

/** Good schemes and a policy to start from. */
export interface WholeRules {
  /** Folders of a DRG scheme and of a DIP directory. */
  readonly folders: readonly string[]
  readonly official: Buffer
  readonly policy: Json
}

export async function wholeRules(folder: string): Promise<WholeRules> {
  const policy = writeTinyPolicy(join(folder, 'rules-policy.json'), { code: 'OTHER' })
  return {
    folders: [writeTinyScheme(join(folder, 'rules-drg'), 'OTHER'), writeTinyDirectory(join(folder, 'rules-dip'))],
    official: readFileSync(await writeOfficialWorkbook(join(folder, 'official.xlsx'))),
    policy: JSON.parse(readFileSync(policy, 'utf8')) as Json,
  }
}

/** A folder's files in a zip. */
export async function zipFolder(folder: string, path: string): Promise<string> {
  await writeFile(path, rawZip(partsOf(folder)))
  return path
}

const partsOf = (folder: string): Part[] =>
  readdirSync(folder).map((name) => ({ name, content: readFileSync(join(folder, name), 'utf8') }))

/** A scheme as a zip or a workbook of its tables, or the insurer's own workbook; with rows, cells, parts or bytes changed. */
export function schemeFile({ folders, official }: WholeRules, random: Random): Buffer {
  const kind = random.int(0, 9)
  if (kind === 0) return damageBytes(official, random)
  if (kind < 3) return workbookFile(changedSheets(officialSheets(), random), random)
  const parts = partsOf(random.pick(folders)).map((part) => (random.chance(0.35) ? changedPart(part, random) : part))
  if (kind < 6) return workbookFile(parts.map(asSheet), random)
  return archiveOf(parts, random)
}

const officialSheets = (): SheetRows[] =>
  Object.entries(OFFICIAL_ROWS).map(([name, rows]) => ({ name, rows: rows.map((row) => row.map(String)) }))

const changedSheets = (sheets: readonly SheetRows[], random: Random): SheetRows[] =>
  sheets.map(({ name, rows }) => ({ name, rows: random.chance(0.4) ? changeTable(rows, random) : rows }))

const rowsOf = (text: string): string[][] => Papa.parse<string[]>(text, { skipEmptyLines: true }).data

function changedPart({ name, content }: Part, random: Random): Part {
  const text = String(content)
  if (name.endsWith('.json')) return { name, content: JSON.stringify(changeJson(JSON.parse(text) as Json, random)) }
  return { name, content: Papa.unparse(changeTable(rowsOf(text), random)) }
}

/** The header file of a workbook package is a sheet of keys and values. */
function asSheet({ name, content }: Part): SheetRows {
  const sheet = name.replace(/\.\w+$/, '')
  if (!name.endsWith('.json')) return { name: sheet, rows: rowsOf(String(content)) }
  const pairs = Object.entries(JSON.parse(String(content)) as Record<string, Json>)
  return { name: sheet, rows: [['key', 'value'], ...pairs.map(([key, value]) => [key, asCell(value)])] }
}

function asCell(value: Json): string {
  if (Array.isArray(value)) return value.map(String).join('|')
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

/** A policy with values changed, or its text damaged. */
export function policyFile({ policy }: WholeRules, random: Random): Buffer {
  const text = Buffer.from(JSON.stringify(changeJson(policy, random), null, random.pick([0, 2])))
  return random.chance(0.3) ? damageBytes(text, random) : text
}
