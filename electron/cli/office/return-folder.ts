import { copyFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asFileProblem } from '#exchange/readers/file-bytes.ts'
import { fileSafe } from '#exchange/sync/file-name.ts'
import type { OpenedPackage } from '#exchange/sync/package/open-package.ts'
import { SYNC_TABLES } from '#exchange/sync/tables/index.ts'
import type { SyncTable } from '#exchange/sync/tables/table.ts'
import { writeTableFile } from '#exchange/sync/write-table.ts'
import { ANSWERED_TABLES, type AnsweredTable, type SyncRow, type SyncTableName } from '#shared/domain/sync.ts'
import { ANSWER_HEADER, answerLine } from './answer-form.ts'
import type { ItemRef } from './state.ts'

export type TableForm = 'xlsx' | 'csv'

/**
 * Writes what a return holds into a folder of its own, whole or not at all: its tables, its evidence, and a form (答复表) with a line
 * per item to be filled in.
 *
 * @returns the folder and the items
 * @throws ProblemError `file-unreadable`
 */
export async function writeReturnFolder(
  officeFolder: string,
  opened: OpenedPackage,
  form: TableForm,
): Promise<{ readonly folder: string; readonly items: readonly ItemRef[] }> {
  const { manifest } = opened
  const parent = join(officeFolder, 'returns', fileSafe(manifest.department))
  const folder = join(parent, `${manifest.period}-${String(manifest.sequence).padStart(4, '0')}`)
  try {
    await mkdir(parent, { recursive: true })
    const aside = await mkdtemp(join(parent, '.receiving-'))
    try {
      const items = await fillFolder(aside, opened, form)
      // Left by a run that ended before it noted the package: the same package, once more.
      await rm(folder, { recursive: true, force: true })
      await rename(aside, folder)
      return { folder, items }
    } finally {
      await rm(aside, { recursive: true, force: true })
    }
  } catch (error) {
    throw asFileProblem(error, folder)
  }
}

async function fillFolder(folder: string, opened: OpenedPackage, form: TableForm): Promise<readonly ItemRef[]> {
  const { manifest } = opened
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  for (const { name } of manifest.tables) await writePackageTable(join(folder, `${name}.${form}`), opened, name)
  const evidence = manifest.documents.filter(({ role }) => role === 'evidence')
  if (evidence.length > 0) await mkdir(join(folder, 'evidence'))
  for (const document of evidence) await copyFile(opened.pathOf(document), join(folder, 'evidence', document.name))
  const items: ItemRef[] = []
  const lines: string[][] = []
  for (const subject of ANSWERED_TABLES) {
    for await (const { itemId, line } of itemsIn(opened, subject)) {
      items.push({ subject, itemId })
      lines.push(line)
    }
  }
  if (items.length > 0) await writeTableFile(join(folder, `answers.${form}`), 'answers', ANSWER_HEADER, lines)
  return items
}

async function writePackageTable<T extends SyncTableName>(path: string, opened: OpenedPackage, name: T): Promise<void> {
  const { columns, encode } = SYNC_TABLES[name] as unknown as SyncTable<SyncRow[T]>
  async function* rows(): AsyncGenerator<readonly string[]> {
    for await (const piece of opened.rows(name)) {
      for (const row of piece) {
        const encoded = encode(row)
        if ('fault' in encoded) throw new Error(`a row of ${name} that was read cannot be written`)
        yield encoded.cells
      }
    }
  }
  await writeTableFile(
    path,
    name,
    columns.map((column) => column.name),
    rows(),
  )
}

/** The items of a table, each once: a sign-off has a row per measure. */
async function* itemsIn(opened: OpenedPackage, subject: AnsweredTable) {
  const seen = new Set<string>()
  for await (const piece of opened.rows(subject)) {
    for (const row of piece) {
      if (seen.has(row.itemId)) continue
      seen.add(row.itemId)
      yield { itemId: row.itemId, line: answerLine(subject, row) }
    }
  }
}
