import { startCore } from '#core/client.ts'
import { runJob } from '#core/run-job.ts'
import { unwrap } from '#shared/contract/reply.ts'

/** A process that backs up and restores until it is killed: `node restore-and-die.ts BOOK BACKUP`. Says when it begins. */
const [book, backup] = process.argv.slice(2)
if (book === undefined || backup === undefined) throw new Error('usage: restore-and-die.ts BOOK BACKUP')
const client = startCore({ settingsFile: null, exportFolder: '.', version: '0' })
unwrap(await client.call('book.open', { path: book }))
process.stdout.write('begun\n')
for (;;) {
  unwrap(await runJob(client, 'backups.create', { reason: 'manual' }))
  unwrap(await runJob(client, 'backups.restore', { path: backup }))
  unwrap(await runJob(client, 'backups.undoRestore', {}))
}
