import { existsSync, renameSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { temporaryFolder } from '#core/folders.ts'
import type { CallContext, ServiceEnv } from '#core/handler.ts'
import { packageFileName } from '#exchange/sync/file-name.ts'
import { cardFingerprint } from '#exchange/sync/keys/fingerprint.ts'
import { standingOf } from '#exchange/sync/keys/trust.ts'
import { type PackageDraft, writePackage } from '#exchange/sync/package/write-package.ts'
import type { ReturnItem, WrittenReturn } from '#shared/contract/sync.ts'
import type { Period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import type { IdentityCard, SyncParty, TrustList } from '#shared/domain/sync.ts'
import { markItemSent } from '#store/sync-items.ts'
import { addPackage, getPackage, lastOfStream, type StoredPackage } from '#store/sync-packages.ts'
import { audit } from '../audit.ts'
import { now } from '../clock.ts'
import type { Session } from '../session.ts'
import { asEntry } from './history.ts'
import { readItems } from './items-read.ts'
import type { Keyring } from './keyring.ts'
import { makeFolder } from './make-folder.ts'
import { packageName } from './outline.ts'
import { trustOf } from './parties.ts'
import { returnContents } from './return-contents.ts'
import { isSignedAsItIs } from './sign-off.ts'

interface ReturnRequest {
  readonly period: Period
  readonly to?: string | undefined
  readonly path?: string | undefined
  readonly encrypt?: boolean | undefined
  readonly again?: boolean | undefined
  readonly newChain?: boolean | undefined
}

/**
 * Writes the month's return for the finance office. Its items are sent, and its number used, from the moment the file has its name:
 * all in one transaction, of which giving the name is the last step.
 *
 * @throws ProblemError `not-found` with nothing to send, `figures-stale` for a sign-off of other figures, `file-exists`,
 *   `package-sender`, `identity-missing`, `key-passphrase`, and those of `writePackage`
 */
export async function writeReturn(
  env: ServiceEnv,
  session: Session,
  keyring: Keyring,
  request: ReturnRequest,
  { signal, report }: CallContext,
): Promise<WrittenReturn> {
  const { writer } = session.book()
  const from = await keyring.identity()
  const to = officeOf(trustOf(writer), request.to)
  const items = itemsToSend(session, request)
  const draft = draftOf(session, from.card, to, request)
  const path = resolve(request.path ?? join(env.exportFolder, packageFileName(draft)))
  if (existsSync(path)) throw fileExists(path)
  report({ phase: { zh: '生成上报包', en: 'Writing the return' }, done: 0, total: null })

  const evidence = await temporaryFolder('evidence')
  const pending = `${path}.pending`
  try {
    await makeFolder(dirname(path))
    const contents = returnContents(writer, items)
    for (const { path: name, bytes } of contents.files) await writeFile(join(evidence.path, name), bytes)
    const documents = contents.documents.map((document) => ({ ...document, path: join(evidence.path, document.path) }))
    const encrypt = request.encrypt !== false
    const { id: sha256, manifest } = await writePackage(pending, {
      draft: { ...draft, tables: contents.tables, documents },
      from,
      to,
      encrypt,
      signal,
    })
    const at = now()
    const entry = { direction: 'out', sha256, manifest, encrypted: encrypt, fileName: basename(path), at } as const
    const id = writer.transaction(() => {
      const packageId = addPackage(writer, entry)
      for (const item of items) markItemSent(writer, item.id, packageId)
      const name = packageName(manifest)
      audit(session, 'package-write', { zh: `生成数据包：${name.zh}`, en: `Write package: ${name.en}` })
      if (existsSync(path)) throw fileExists(path)
      renameSync(pending, path)
      return packageId
    })
    session.changed()
    return { path, entry: asEntry(writer, getPackage(writer, id) as StoredPackage) }
  } finally {
    await rm(pending, { force: true })
    await evidence.remove()
  }
}

function itemsToSend(session: Session, { period, again }: ReturnRequest): ReturnItem[] {
  const { reader } = session.book()
  const items = readItems(reader, { period }).filter(({ state }) => again === true || state === 'draft')
  if (items.length === 0) {
    throw problem(
      'not-found',
      `${period} 没有待上报的事项。请先填写说明、申请、更正、措施或月度确认。`,
      `There is nothing to send for ${period}. Write an explanation, application, correction, action or sign-off first.`,
      { period },
    )
  }
  const signed = items.find((item) => item.kind === 'sign_off')
  if (signed?.kind === 'sign_off' && !isSignedAsItIs(reader, signed.rows)) {
    throw problem(
      'figures-stale',
      `${period} 的数字在确认之后有变动，请核对后重新确认，再生成上报包。`,
      `The figures of ${period} changed after they were signed. Look at them, sign again, then write the return.`,
      { period },
    )
  }
  return items
}

/** The office a return goes to: the one named, or the only one trusted. @throws ProblemError `package-sender` */
function officeOf(trust: TrustList, fingerprint: string | undefined): SyncParty {
  const offices = trust.filter(({ card }) => card.role === 'office')
  const named = offices.find((party) => party.fingerprint === fingerprint)
  // Whether it may be written to is for the writer of packages to say, by name.
  if (named !== undefined) return named
  const trusted = offices.filter((party) => standingOf(party) === 'trusted')
  const [only] = trusted
  if (fingerprint === undefined && only !== undefined && trusted.length === 1) return only
  throw problem(
    'package-sender',
    trusted.length > 1
      ? '信任名单中有多个财务处，请指明发给哪一个。'
      : '信任名单中没有已核对指纹的财务处。请先录入财务处的身份卡并电话核对指纹。',
    trusted.length > 1
      ? 'The trust list has several finance offices; say which one it is for.'
      : 'The trust list has no confirmed finance office. Take in its card and have the fingerprint read aloud first.',
  )
}

function draftOf(
  session: Session,
  card: IdentityCard,
  to: SyncParty,
  { period, newChain }: ReturnRequest,
): Omit<PackageDraft, 'tables' | 'documents'> {
  const department = card.department ?? ''
  const stream = { sender: cardFingerprint(card), receiver: to.fingerprint, department }
  const last = lastOfStream(session.book().reader, stream)
  return {
    kind: 'return',
    department,
    period,
    sequence: (last?.sequence ?? 0) + 1,
    previous: newChain === true ? null : (last?.id ?? null),
    inReplyTo: null,
    createdAt: now(),
  }
}

const fileExists = (path: string) =>
  problem(
    'file-exists',
    `文件已经存在：${path}。数据包从不覆盖，请换一个文件名。`,
    `The file is there already: ${path}. A package is never overwritten; choose another name.`,
    { path },
  )
