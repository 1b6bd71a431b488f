import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { compileDip } from '#engine/dip/compile.ts'
import { DIP_TABLE_NAMES } from '#engine/dip/tables.ts'
import { line } from '#engine/grouping/official/lines.ts'
import type { CompiledSystem, SystemContent } from '#engine/system/content.ts'
import { readDipPackage } from '#exchange/dip/read-dip.ts'
import { openTable } from '#exchange/readers/table.ts'
import { HEADER_FILE } from '#exchange/scheme/package-problems.ts'
import { type ReadSchemeOptions, readScheme } from '#exchange/scheme/read-scheme.ts'
import { isWorkbook } from '#exchange/scheme/workbook-file.ts'
import { readZipEntries } from '#exchange/scheme/zip-files.ts'
import type { SchemeKind } from '#shared/domain/grouping.ts'
import type { SchemeLoadReport } from '#shared/domain/scheme-load.ts'

export interface ReadSystem {
  readonly content: SystemContent
  readonly compiled: CompiledSystem
  /** Of what the file says, whatever form it came in. */
  readonly sha256: string
  readonly report: SchemeLoadReport
}

/**
 * Reads a grouping system of either kind and of any form: a DRG scheme (see `readScheme`) or a DIP directory. Which it is, is told
 * by what is inside. Throws what their readers throw; a file that is neither is told so by the reader of DRG schemes.
 */
export async function readSystem(path: string, options: ReadSchemeOptions = {}): Promise<ReadSystem> {
  if ((await kindOf(path)) === 'DIP') return readDip(path, options.name ?? basename(path))
  const { content, compiled, sha256, report } = await readScheme(path, options)
  return { content, compiled: { kind: 'DRG', scheme: compiled }, sha256, report }
}

async function readDip(path: string, file: string): Promise<ReadSystem> {
  const { tables, sha256, findings } = await readDipPackage(path)
  const scheme = compileDip(tables, findings)
  const rows: Readonly<Record<(typeof DIP_TABLE_NAMES)[number], number>> = {
    directory: tables.directory.length,
    chapters: tables.chapters.length,
    operations: tables.operations.length,
    excluded: tables.excluded.length,
    auxiliary: tables.auxiliary.length,
    code_lists: tables.codeLists.length,
    cc: tables.cc.length,
    exclusions: tables.exclusions.length,
    cci: tables.cci.length,
    mean_charges: tables.meanCharges.length,
    point_values: tables.pointValues.length,
  }
  const lines = [
    ...DIP_TABLE_NAMES.map((name) =>
      line('read', `${name}.csv`, null, { zh: `${rows[name]} 行`, en: `${rows[name]} rows` }),
    ),
    ...findings.map(({ table, row, message }) => line('warning', `${table}.csv`, row, message)),
  ]
  return {
    content: { form: 'dip', tables },
    compiled: { kind: 'DIP', scheme },
    sha256,
    report: { file, form: 'dip', lines },
  }
}

/** The kind a package says it is; DRG where nothing is said, for that reader tells what is wrong. */
async function kindOf(path: string): Promise<SchemeKind> {
  const info = await stat(path).catch(() => null)
  if (info === null) return 'DRG'
  if (info.isDirectory()) return kindInHeader(await readFile(join(path, HEADER_FILE)).catch(() => null))
  if (await isWorkbook(path)) {
    const { sheets = [] } = await openTable(path)
    return sheets.includes('directory') && sheets.includes('scheme') ? 'DIP' : 'DRG'
  }
  const entries = await readZipEntries(path, (name) => basename(name) === HEADER_FILE).catch(() => null)
  return kindInHeader(entries?.values().next().value ?? null)
}

function kindInHeader(bytes: Uint8Array | null): SchemeKind {
  if (bytes === null) return 'DRG'
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes)) as { readonly kind?: unknown } | null
    return header?.kind === 'DIP' ? 'DIP' : 'DRG'
  } catch {
    return 'DRG'
  }
}
