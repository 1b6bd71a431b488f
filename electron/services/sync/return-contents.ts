import { extname } from 'node:path'
import type { DocumentSource, PackageDraft } from '#exchange/sync/package/write-package.ts'
import type { ReturnItem } from '#shared/contract/sync.ts'
import type { AnsweredTable, EvidenceRow, SyncRow } from '#shared/domain/sync.ts'
import type { ReadableDb } from '#store/database.ts'
import { evidenceContent } from '#store/sync-items.ts'

export interface ReturnContents {
  readonly tables: PackageDraft['tables']
  /** `path` is the name under which `files` has the content. */
  readonly documents: readonly DocumentSource[]
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[]
}

/** Items as the tables and documents of a return, in the order of their numbers, so that the same items give the same package. */
export function returnContents(db: ReadableDb, items: readonly ReturnItem[]): ReturnContents {
  const ordered = [...items].sort((a, b) => (a.id < b.id ? -1 : 1))
  const rows: { [T in AnsweredTable]: SyncRow[T][] } = {
    explanations: [],
    reviews: [],
    code_corrections: [],
    actions: [],
    sign_off: [],
  }
  const evidence: EvidenceRow[] = []
  const documents: DocumentSource[] = []
  const files: { path: string; bytes: Uint8Array }[] = []
  const taken = new Set<string>()
  for (const item of ordered) {
    if (item.kind === 'sign_off') rows.sign_off.push(...item.rows)
    else (rows[item.kind] as SyncRow[AnsweredTable][]).push(item.row)
    if (item.kind !== 'reviews') continue
    for (const { name, title } of item.evidence) {
      const document = freeName(name, taken)
      evidence.push({ itemId: item.id, document, title })
      const path = `${documents.length + 1}${extname(name)}`
      documents.push({ role: 'evidence', name: document, validFrom: null, path })
      files.push({ path, bytes: evidenceContent(db, item.id, name) ?? new Uint8Array() })
    }
  }
  const filled = Object.entries({ ...rows, evidence }).filter(([, list]) => list.length > 0)
  return { tables: Object.fromEntries(filled), documents, files }
}

/** Two applications may have a 病历.pdf each; in one package the second is called 病历 (2).pdf. */
function freeName(name: string, taken: Set<string>): string {
  const ending = extname(name)
  const stem = name.slice(0, name.length - ending.length)
  let free = name
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${stem} (${number})${ending}`
  taken.add(free.toLowerCase())
  return free
}
