import { startCore } from '#core/client.ts'
import { runJob } from '#core/run-job.ts'
import { unwrap } from '#shared/contract/reply.ts'

/** A process that backs up and restores until it is killed: `node restore-and-die.ts BOOK BACKUP`. Says what it begins. */
const [book, backup] = process.argv.slice(2)
if (book === undefined || backup === undefined) throw new Error('usage: restore-and-die.ts BOOK BACKUP')
const client = startCore({ settingsFile: null, exportFolder: '.', version: '0' })
unwrap(await client.call('book.open', { path: book }))
for (;;) {
  process.stdout.write('backup\n')
  unwrap(await runJob(client, 'backups.create', { reason: 'manual' }))
  process.stdout.write('restore\n')
  unwrap(await runJob(client, 'backups.restore', { path: backup }))
  process.stdout.write('undo\n')
  unwrap(await runJob(client, 'backups.undoRestore', {}))
}
