import { readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { startCore } from '#core/client.ts'
import { runJob } from '#core/run-job.ts'
import type { VerifyCheck } from '#shared/contract/book.ts'
import { type Reply, unwrap } from '#shared/contract/reply.ts'
import { dumpBook } from '../book-dump.ts'
import { readOrders, settingsOf } from './orders.ts'

/** What a fresh process found in a book whose last one was killed. */
export interface Opened {
  readonly readOnly: boolean
  readonly faults: readonly VerifyCheck[]
  /** Backups of the book that are not good, or do not verify. */
  readonly badBackups: readonly string[]
  /** Unpacked packages that the dead process left behind and this one did not clear away. */
  readonly leftUnpacked: readonly string[]
}

/**
 * A process that opens such a book, looks at it, and does the job that the other one died in: `node opening-child.ts FOUND
 * AFTER` writes dumps of what it found and of what it left. Where the job had taken effect already, another is done.
 */
const [foundFile, afterFile] = process.argv.slice(2)
if (foundFile === undefined || afterFile === undefined) throw new Error('usage: opening-child.ts FOUND AFTER')
const { book, identityFolder, method, request } = readOrders()
const client = startCore({ settingsFile: settingsOf(book), identityFolder, exportFolder: '.', version: '0' })
const status = unwrap(await client.call('book.open', { path: book }))
const verified = unwrap(await runJob(client, 'book.verify', {}))
writeFileSync(foundFile, dumpBook(book, 'all'))
const opened: Opened = {
  readOnly: !status.open || status.readOnly,
  faults: verified.checks.filter(({ ok }) => !ok),
  badBackups: await badBackups(),
  leftUnpacked: readdirSync(tmpdir()).filter((name) => name.startsWith('keheng')),
}
process.stdout.write(`${JSON.stringify(opened)}\n`)
const next: Reply<unknown> = await runJob(client, method, request as never)
if (next.ok) writeFileSync(afterFile, dumpBook(book, 'all'))
process.stdout.write(`${JSON.stringify(next.ok ? { ok: true } : next)}\n`)
await client.close()

async function badBackups(): Promise<string[]> {
  const { backups } = unwrap(await client.call('backups.list', {}))
  const bad = backups.filter(({ good }) => !good).map(({ fileName }) => fileName)
  for (const { path, fileName } of backups.slice(0, 2)) {
    const checked = await runJob(client, 'backups.verify', { path })
    if (!checked.ok || !checked.value.ok) bad.push(fileName)
  }
  return bad
}
