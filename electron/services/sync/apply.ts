import { createBreather } from '#core/breather.ts'
import type { CallContext } from '#core/handler.ts'
import type { OpenedPackage } from '#exchange/sync/package/open-package.ts'
import type { PackagePreview } from '#shared/contract/sync.ts'
import { problem } from '#shared/domain/problem.ts'
import { purgeDeadRows } from '#store/batches.ts'
import { recordCommand } from '#store/commands.ts'
import type { WritableDb } from '#store/database.ts'
import { bumpDataRevision, writeSettings } from '#store/settings.ts'
import { addAnswer } from '#store/sync-items.ts'
import { addPackage } from '#store/sync-packages.ts'
import { audit } from '../audit.ts'
import { backUpBefore } from '../backup-create.ts'
import { now } from '../clock.ts'
import { pseudonymOf } from '../pseudonym.ts'
import type { Session } from '../session.ts'
import { countBatch, type LoadedTable, loadLines, loadTable } from './apply-tables.ts'
import { addDocuments, keepDocuments, readDocuments } from './documents.ts'
import type { Keyring } from './keyring.ts'
import { packageName } from './outline.ts'
import { previewPackage } from './preview.ts'
import { fileNameOf, type PackageFile, receivePackage } from './receive.ts'
import { recordTables } from './table-changes.ts'

export interface ApplyRequest extends PackageFile {
  readonly packageId?: string | undefined
  readonly repeatedLines?: boolean | undefined
}

/**
 * Takes a package in, all of it in one step or nothing: everything is verified, read and held against the book before the first
 * write. Charge lines load under a batch that does not count; one last transaction makes it count together with all the rest.
 *
 * @returns the number of the package in the history
 * @throws ProblemError of `receivePackage`, of reading schemes and policies, `package-conflict`, and `patient-key`
 */
export async function applyPackage(
  session: Session,
  keyring: Keyring,
  request: ApplyRequest,
  context: CallContext,
): Promise<number> {
  const { writer } = session.book()
  await using opened = await receivePackage(session, keyring, request, context)
  const documents = await readDocuments(opened, context)
  const preview = await previewPackage(session, opened, fileNameOf(request), documents, context)
  refuseConflicts(preview, request)
  await backUpBefore(session, rowsOf(preview), context)
  const pseudonym = hasCases(preview) ? pseudonymOf(session) : (patientId: string) => patientId
  try {
    const loaded: LoadedTable[] = []
    for (const table of recordTables(opened))
      if (table.name === 'charges') loaded.push(await loadLines(writer, opened, preview, context))
    const id = await writer.longTransaction(async () => {
      for (const table of recordTables(opened))
        if (table.name !== 'charges') loaded.push(await loadTable(writer, opened, preview, table, pseudonym, context))
      for (const batch of loaded) countBatch(writer, batch)
      const added = addDocuments(writer, documents)
      const packageId = await enterPackage(session, opened, preview)
      const name = packageName(opened.manifest)
      const label = { zh: `导入数据包：${name.zh}`, en: `Apply package: ${name.en}` }
      const batchIds = loaded.map(({ batchId }) => batchId)
      recordCommand(writer, label, { kind: 'package-apply', packageId, batchIds, ...added }, now())
      audit(session, 'package-apply', label)
      const changes = batchIds.length + added.schemeIds.length + added.policyIds.length + added.policyStates.length
      if (changes > 0 || added.timetable !== null) bumpDataRevision(writer)
      if (batchIds.length > 0) writeSettings(writer, { lastImportAt: now() })
      return packageId
    })
    session.changed()
    keepDocuments(session, documents)
    return id
  } catch (error) {
    // The cleaning yields like the load did, and is not cancelled with it.
    await purgeDeadRows(writer, createBreather(new AbortController().signal))
    throw error
  }
}

const rowsOf = ({ tables }: PackagePreview): number => tables.reduce((sum, { rows }) => sum + rows, 0)

const hasCases = ({ tables }: PackagePreview): boolean => tables.some(({ name }) => name === 'cases')

/** The package itself, which moves its stream on, and its answers. */
async function enterPackage(session: Session, opened: OpenedPackage, preview: PackagePreview): Promise<number> {
  const { writer } = session.book()
  const id = addPackage(writer, {
    direction: 'in',
    sha256: opened.id,
    manifest: opened.manifest,
    encrypted: opened.encrypted,
    fileName: preview.fileName,
    at: now(),
  })
  await addAnswers(writer, opened, id)
  return id
}

async function addAnswers(db: WritableDb, opened: OpenedPackage, packageId: number): Promise<void> {
  for await (const rows of opened.rows('answers')) for (const row of rows) addAnswer(db, packageId, row)
}

function refuseConflicts(preview: PackagePreview, { packageId, repeatedLines }: ApplyRequest): void {
  const { fileName: file } = preview
  if (packageId !== undefined && packageId !== preview.packageId) {
    throw problem(
      'package-conflict',
      `${file} 已不是预览过的那个数据包，未导入任何内容。请重新预览。`,
      `${file} is no longer the package that was previewed; nothing was taken in. Preview it again.`,
      { file },
    )
  }
  const [obstacle] = preview.obstacles
  if (obstacle !== undefined) {
    throw problem(
      'package-conflict',
      `${file} 现在不能导入：${obstacle.zh}未导入任何内容。`,
      `${file} cannot be taken in now: ${obstacle.en} Nothing was taken in.`,
      { file },
    )
  }
  const repeated = preview.tables.find((table) => table.repeated !== null)?.repeated ?? null
  if (repeated === null || repeatedLines === true) return
  throw problem(
    'package-conflict',
    `${file} 中有 ${repeated.cases} 例（例如 ${repeated.example}）的费用明细与批次 ${repeated.batchId} 等已有明细日期重叠，重复导入会使金额翻倍，未导入任何内容。请先撤销原批次；确属补录的，请选择“仍然导入这些明细”。`,
    `${file} has charge lines of ${repeated.cases} cases (for example ${repeated.example}) on days that batch ${repeated.batchId} and others cover already; taken in twice they would count double, so nothing was. Undo the earlier batch first, or choose to take these lines in all the same if they are additional.`,
    { file, cases: repeated.cases, caseNo: repeated.example, batchId: repeated.batchId },
  )
}
