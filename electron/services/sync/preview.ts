import type { CallContext } from '#core/handler.ts'
import type { OpenedPackage } from '#exchange/sync/package/open-package.ts'
import { streamOf } from '#exchange/sync/package/sequence.ts'
import type { AnswerChange, PackagePreview, TableChange } from '#shared/contract/sync.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { lastOfStream } from '#store/sync-packages.ts'
import type { Session } from '../session.ts'
import { documentChange, type RulesDocument } from './documents.ts'
import { findItem } from './items-read.ts'
import { outlineOf } from './outline.ts'
import { recordTables, tableChange } from './table-changes.ts'

/** What applying an opened package would do to the open book, table by table; nothing is written. */
export async function previewPackage(
  session: Session,
  opened: OpenedPackage,
  fileName: string,
  documents: readonly RulesDocument[],
  context: CallContext,
): Promise<PackagePreview> {
  const { reader } = session.book()
  const { id: packageId, encrypted, manifest } = opened
  const tables: TableChange[] = []
  const obstacles: Bilingual[] = []
  for (const table of recordTables(opened)) {
    const found = await tableChange(reader, opened, table, context)
    tables.push(found.change)
    obstacles.push(...found.obstacles)
  }
  const answers: AnswerChange[] = []
  for await (const rows of opened.rows('answers'))
    for (const answer of rows) answers.push({ answer, item: findItem(reader, answer.subject, answer.itemId) })
  return {
    ...outlineOf(manifest, { packageId, fileName, encrypted }),
    newChain: manifest.previous === null && lastOfStream(reader, streamOf(manifest)) !== null,
    tables,
    documents: documents.map((read) => documentChange(reader, read)),
    answers,
    obstacles,
  }
}
