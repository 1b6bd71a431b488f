import { createHash, randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Handlers } from '#core/handler.ts'
import { asFileProblem } from '#exchange/readers/file-bytes.ts'
import { isFileName } from '#exchange/sync/package/manifest.ts'
import { DOCUMENT_FORMS } from '#exchange/sync/tables/index.ts'
import type { ReturnItem } from '#shared/contract/sync.ts'
import type { ItemDraft } from '#shared/contract/sync-requests.ts'
import { problem } from '#shared/domain/problem.ts'
import type { AnsweredTable } from '#shared/domain/sync.ts'
import type { WritableDb } from '#store/database.ts'
import {
  addEvidence,
  evidenceOf,
  getItem,
  listItems,
  putItem,
  removeEvidence,
  removeItem,
  retitleEvidence,
  type StoredEvidence,
} from '#store/sync-items.ts'
import { audit } from '../audit.ts'
import { now } from '../clock.ts'
import type { Session } from '../session.ts'
import { contentOf, monthOf } from './item-contents.ts'
import { caseOfItem, readItems, requireItem } from './items-read.ts'
import { signOffFigures } from './sign-off.ts'

type ItemHandlers = Pick<Handlers, 'items.list' | 'items.save' | 'items.remove' | 'items.signOffFigures'>

export function itemHandlers(session: Session): ItemHandlers {
  return {
    'items.list': ({ state, caseNo, ...filter }) => {
      const { reader } = session.book()
      return reader
        .snapshot(() => readItems(reader, filter))
        .filter((item) => state === undefined || item.state === state)
        .filter((item) => caseNo === undefined || caseOfItem(item) === caseNo)
    },
    'items.save': async (draft) => saveItem(session, draft),
    'items.remove': ({ itemId }) => {
      const { writer } = session.book()
      const item = requireItem(writer, itemId)
      if (item.sent !== null) {
        throw problem(
          'not-allowed',
          '这一事项已经上报过，财务处那里有记录，不能删除。可以修改后再次上报。',
          'This item went out already and the office has it; it cannot be removed. Change it and send it again.',
          { itemId },
        )
      }
      writer.transaction(() => {
        removeItem(writer, itemId)
        audit(session, 'item-change', { zh: `删除上报事项 ${itemId}`, en: `Remove item ${itemId}` })
      })
      session.changed()
      return null
    },
    'items.signOffFigures': ({ month }) => {
      const { reader } = session.book()
      return reader.snapshot(() => signOffFigures(reader, month))
    },
  }
}

type EvidenceDraft = Extract<ItemDraft, { readonly kind: 'reviews' }>['evidence'][number]

async function saveItem(session: Session, draft: ItemDraft): Promise<ReturnItem> {
  const { writer } = session.book()
  const files = draft.kind === 'reviews' ? await readEvidence(draft.evidence) : []
  const id = writer.transaction(() => {
    const itemId = itemIdFor(writer, draft)
    const item = contentOf(writer, itemId, draft, now())
    const at = now()
    putItem(writer, { id: itemId, kind: draft.kind, period: monthOf(item), content: JSON.stringify(item.content), at })
    audit(session, 'item-change', { zh: `保存上报事项 ${itemId}`, en: `Save item ${itemId}` })
    if (draft.kind === 'reviews') writeEvidence(writer, itemId, draft.evidence, files)
    return itemId
  })
  session.changed()
  return requireItem(writer, id)
}

const LETTERS: Readonly<Record<AnsweredTable, string>> = {
  explanations: 'E',
  reviews: 'R',
  code_corrections: 'C',
  actions: 'A',
  sign_off: 'S',
}

/** The item's number, given once and for all; a month has one sign-off. */
function itemIdFor(db: WritableDb, { kind, id, ...draft }: ItemDraft): string {
  if (id !== undefined) {
    if (getItem(db, id)?.kind === kind) return id
    throw problem('not-found', `没有编号为 ${id} 的这类事项。`, `There is no such item ${id}.`, { itemId: id })
  }
  if (kind === 'sign_off' && 'period' in draft) {
    const signed = listItems(db, { period: draft.period, kind })[0]
    if (signed !== undefined) return signed.id
  }
  return `${LETTERS[kind]}-${randomBytes(6).toString('hex')}`
}

/** Of one file, and of all files of an application. */
const LARGEST_FILE = 50 * 1024 * 1024

/** The files named by a path, read whole: they travel with the book from now on, wherever the stick they came on goes. */
async function readEvidence(wanted: readonly EvidenceDraft[]): Promise<(StoredEvidence & { content: Buffer })[]> {
  const names = new Set<string>()
  const files: (StoredEvidence & { content: Buffer })[] = []
  for (const { name, title, path } of wanted) {
    if (names.has(name.toLowerCase())) throw badEvidence(name, '有两个文件同名', 'two files have this name')
    names.add(name.toLowerCase())
    const form = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? ''
    if (!isFileName(name) || !DOCUMENT_FORMS.evidence.includes(form)) {
      const forms = DOCUMENT_FORMS.evidence.join(', ')
      throw badEvidence(
        name,
        `文件名不能用，或格式不在 ${forms} 之内`,
        `its name cannot be used, or it is none of ${forms}`,
      )
    }
    if (path === undefined) continue
    const content = await readWhole(path)
    files.push({
      name,
      title,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      content,
    })
  }
  return files
}

async function readWhole(path: string): Promise<Buffer> {
  try {
    if ((await stat(path)).size > LARGEST_FILE)
      throw badEvidence(basename(path), '超过 50 MB', 'it is larger than 50 MB')
    return await readFile(path)
  } catch (error) {
    throw asFileProblem(error, path)
  }
}

/** Brings an application's evidence to what was asked for: new files in, kept ones retitled, the rest out. */
function writeEvidence(
  db: WritableDb,
  itemId: string,
  wanted: readonly EvidenceDraft[],
  files: readonly (StoredEvidence & { readonly content: Uint8Array })[],
): void {
  const kept = new Set(wanted.filter(({ path }) => path === undefined).map(({ name }) => name))
  const known = new Set(evidenceOf(db, itemId).map(({ name }) => name))
  for (const name of known) if (!kept.has(name)) removeEvidence(db, itemId, name)
  for (const { name, title, path } of wanted) {
    if (path !== undefined) continue
    if (!known.has(name)) throw badEvidence(name, '这一事项没有这份材料', 'the item has no such file')
    retitleEvidence(db, itemId, name, title)
  }
  for (const file of files) addEvidence(db, itemId, file)
}

const badEvidence = (name: string, zh: string, en: string) =>
  problem('bad-request', `证明材料“${name}”不能使用：${zh}。`, `Evidence “${name}” cannot be used: ${en}.`, {
    file: name,
  })
