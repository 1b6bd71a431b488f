import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CoreClient, startCore } from '#core/client.ts'
import { runJob } from '#core/run-job.ts'
import { cardFingerprint } from '#exchange/sync/keys/fingerprint.ts'
import { writeCardFile, writeKeyFile } from '#exchange/sync/keys/key-file.ts'
import type { JobMethod, Method, ReplyValueOf, RequestOf, ValueOf } from '#shared/contract/contract.ts'
import { type Reply, unwrap } from '#shared/contract/reply.ts'
import { period } from '#shared/domain/period.ts'
import { PROBLEM_CODES, type Problem } from '#shared/domain/problem.ts'
import { tinyBook } from '../../support/tiny-book.ts'
import { dumpBook, firstDifference } from '../../torture/book-dump.ts'
import { OFFICE, ORTHO } from '../../unit/exchange/sync/parties.ts'
import type { Fuzzed } from './fuzzed-file.ts'

/** The core is never busy for longer without an answer or progress in what is told done. */
const LONGEST_SILENCE_MS = 5_000
const MOST_WAITED_MS = 60_000

export interface Verdict {
  /** What it was refused with; null when it was taken in. */
  readonly refused: Problem | null
  readonly milliseconds: number
}

/** The real core over a real book that fuzzed files are handed in to. */
export interface FuzzedBook {
  /** Inspects, previews and takes in one file. @throws Error when the core does anything but take it or refuse it in words */
  handIn(fuzzed: Fuzzed): Promise<Verdict>
  close(): Promise<void>
}

/** The tiny department with a closed month, an identity, and a finance office it trusts. */
export async function openFuzzedBook(folder: string): Promise<FuzzedBook> {
  await writeKeyFile(join(folder, 'identity.khkey'), ORTHO, null)
  await writeCardFile(join(folder, 'identity.khid'), ORTHO.card)
  const client = startCore({ settingsFile: join(folder, 'settings.json'), exportFolder: folder, version: '0' })
  const call = async <M extends Method>(method: M, request: RequestOf<M>): Promise<ReplyValueOf<M>> =>
    unwrap(await client.call(method, request))
  const job = async <M extends JobMethod>(method: M, request: RequestOf<M>): Promise<ValueOf<M>> =>
    unwrap(await runJob(client, method, request))
  const book = join(folder, 'a.keheng')
  await tinyBook({ client, folder, call, job, close: () => client.close() })
  await job('periods.close', { month: period('2026-02') })
  const card = join(folder, 'office.khid')
  await writeCardFile(card, OFFICE.card)
  await call('sync.addParty', { path: card })
  const fingerprint = cardFingerprint(OFFICE.card)
  await call('sync.confirmParty', { fingerprint, spoken: fingerprint })
  // What the first file with patients and the first large one leave behind, whatever becomes of them: a key, an id.
  await call('patients.renewKey', {})
  await job('backups.create', {})
  await call('book.close', {})
  const whole = join(folder, 'whole.keheng')
  copyFileSync(book, whole)

  const reset = async () => {
    await call('book.close', {})
    for (const suffix of ['-wal', '-shm', '.lock']) rmSync(book + suffix, { force: true })
    copyFileSync(whole, book)
    await call('book.open', { path: book })
  }
  await reset()
  const before = dumpBook(book, 'all')
  const dataBefore = dumpBook(book, 'data')

  return {
    async handIn(fuzzed) {
      const bytes = bytesOf(book)
      const started = performance.now()
      const refused = await heardFrom(client, offer(client, fuzzed, folder))
      const milliseconds = performance.now() - started
      if (refused !== null) {
        requireGoodProblem(refused)
        // Notes of a load that was taken back may be bytes more; what the book says is what it said.
        const after = bytesOf(book) === bytes ? before : dumpBook(book, 'all')
        if (after !== before) throw new Error(`refused, and the book changed: ${firstDifference(before, after)}`)
        return { refused, milliseconds }
      }
      const verified = await job('book.verify', {})
      if (!verified.ok)
        throw new Error(
          `taken in, and the book does not verify: ${JSON.stringify(verified.checks.filter(({ ok }) => !ok))}`,
        )
      if (fuzzed.family !== 'template') {
        await job('commands.undo', {})
        const undone = dumpBook(book, 'data')
        if (undone !== dataBefore) throw new Error(`undone, and not as it was: ${firstDifference(dataBefore, undone)}`)
      }
      await reset()
      return { refused, milliseconds }
    },
    close: () => client.close(),
  }
}

/** A hash of a book and of the log of what was written since. */
function bytesOf(book: string): string {
  const hash = createHash('sha1').update(readFileSync(book))
  if (existsSync(`${book}-wal`)) hash.update(readFileSync(`${book}-wal`))
  return hash.digest('hex')
}

/**
 * Time is that of the processor, so that a busy machine makes no file slow. It counts anew with every step told done, since a
 * file ten times as large may take ten times as long; one that is told the same again and again is not getting on. Work that
 * waits for nothing to come ends after a minute of the clock.
 */
async function heardFrom<T>(client: CoreClient, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const began = performance.now()
  let silentSince = process.cpuUsage()
  let heard = ''
  const unsubscribe = client.onEvent((event) => {
    if (event.type !== 'job') return
    const { id, state, progress } = event.job
    const told = `${id} ${state} ${progress.phase.en} ${progress.done}`
    if (told === heard) return
    heard = told
    silentSince = process.cpuUsage()
  })
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(silentSince)
    const used = (user + system) / 1000
    const waited = performance.now() - began
    if (used > LONGEST_SILENCE_MS || waited > MOST_WAITED_MS)
      late.reject(
        new Error(`nothing heard for ${Math.round(used)} ms of work, ${Math.round(waited)} ms since the start`),
      )
  }, 250)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearInterval(timer)
    unsubscribe()
  }
}

/** The way a page goes: look, preview, take in; the first problem ends it. */
async function offer(client: CoreClient, fuzzed: Fuzzed, folder: string): Promise<Problem | null> {
  if (fuzzed.family === 'template') return handInTemplate(client, fuzzed)
  const path = join(folder, fuzzed.name)
  writeFileSync(path, fuzzed.bytes)
  try {
    switch (fuzzed.family) {
      case 'package':
        return await problemOf(
          () => runJob(client, 'sync.preview', { path }),
          () => runJob(client, 'sync.apply', { path, repeatedLines: true }),
        )
      case 'scheme':
        return await problemOf(() => runJob(client, 'schemes.add', { path }))
      case 'policy':
        return await problemOf(() => client.call('policies.add', { path, makeRoom: true }))
      default:
        return await handInImport(client, { path, ...fuzzed.source }, fuzzed.skipRejected)
    }
  } finally {
    rmSync(path, { force: true })
  }
}

/** As a template handed in with a file, and as one to be kept. */
function handInTemplate(
  client: CoreClient,
  { template, path }: Extract<Fuzzed, { family: 'template' }>,
): Promise<Problem | null> {
  return problemOf(
    () => runJob(client, 'imports.preview', { path, template }),
    () => client.call('templates.save', { template }),
    () => client.call('imports.inspect', { path, templateName: template.name }),
  )
}

async function handInImport(
  client: CoreClient,
  source: RequestOf<'imports.preview'>,
  skipRejected: boolean,
): Promise<Problem | null> {
  const refused = await problemOf(() => client.call('imports.inspect', source))
  if (refused !== null) return refused
  const preview = await runJob(client, 'imports.preview', source)
  const committed = await runJob(client, 'imports.commit', { source, skipRejected })
  // Both read the same file in the same way, so they say the same of it.
  if (!preview.ok) {
    if (committed.ok) throw new Error(`taken in although its preview was refused: ${preview.error.message.en}`)
    requireGoodProblem(preview.error)
    return committed.error
  }
  const { counts } = preview.value
  const stops = !skipRejected && counts.rejected > 0
  if (!committed.ok) {
    const { code } = committed.error
    if (stops ? code === 'rows-rejected' : counts.ok === 0 && code === 'file-empty') return committed.error
    throw new Error(`previewed ${JSON.stringify(counts)}, and refused with ${JSON.stringify(committed.error)}`)
  }
  // A total row or one that does not count is a warning, and stays out.
  const { accepted, amount } = committed.value
  const fits = !stops && accepted > 0 && accepted >= counts.ok && accepted <= counts.ok + counts.warning
  if (!fits || amount !== preview.value.amount)
    throw new Error(
      `previewed ${JSON.stringify(counts)} and ${preview.value.amount}, and took in ${JSON.stringify(committed.value)}`,
    )
  return null
}

async function problemOf(...steps: readonly (() => Promise<Reply<unknown>>)[]): Promise<Problem | null> {
  for (const step of steps) {
    const reply = await step()
    if (!reply.ok) return reply.error
  }
  return null
}

/** A frame of a stack, a class of error, or a value that was put into a sentence without being looked at. */
const NOT_FOR_PEOPLE =
  /\.[cm]?[jt]s:\d+:\d+|node:internal|node_modules|\b(?:Type|Range|Reference|Syntax|Sqlite)Error\b|\[object |SQLITE_/

function requireGoodProblem({ code, message, details }: Problem): void {
  const told = JSON.stringify({ code, message, details })
  if (!PROBLEM_CODES.includes(code) || code === 'internal' || code === 'busy') throw new Error(`refused with ${told}`)
  if (!/[\u4e00-\u9fff]/.test(message.zh) || message.en.trim() === '' || message.zh === message.en)
    throw new Error(`not in both languages: ${told}`)
  if (NOT_FOR_PEOPLE.test(told)) throw new Error(`not in a person's words: ${told}`)
}
