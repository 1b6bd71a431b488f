import type { PackageEntry } from '#shared/contract/sync.ts'
import { commandOfPackage } from '#store/commands.ts'
import type { ReadableDb } from '#store/database.ts'
import { itemsOfReturn } from '#store/sync-items.ts'
import type { StoredPackage } from '#store/sync-packages.ts'
import { undoBlocked } from '../commands.ts'
import { outlineOf, tableOutlines } from './outline.ts'

/** A stored package as the history shows it, with what can still be done about it. */
export function asEntry(db: ReadableDb, stored: StoredPackage): PackageEntry {
  const { id, direction, sha256, manifest, encrypted, fileName, at, undoneAt } = stored
  const sent = direction === 'out' ? itemsOfReturn(db, id, sha256) : { items: 0, answered: 0 }
  const command = direction === 'in' && undoneAt === null ? commandOfPackage(db, id) : undefined
  return {
    ...outlineOf(manifest, { packageId: sha256, fileName, encrypted }),
    id,
    direction,
    at,
    state: stateOf(stored, sent),
    tables: tableOutlines(manifest),
    documents: manifest.documents.map(({ role, name }) => ({ role, fileName: name })),
    ...sent,
    commandId: command?.id ?? null,
    undoBlocked: command === undefined ? null : undoBlocked(db, command),
  }
}

function stateOf(
  { direction, undoneAt }: StoredPackage,
  { items, answered }: Pick<PackageEntry, 'items' | 'answered'>,
): PackageEntry['state'] {
  if (direction === 'in') return undoneAt === null ? 'applied' : 'undone'
  return items > 0 && answered === items ? 'answered' : 'written'
}
