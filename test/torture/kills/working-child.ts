import { join } from 'node:path'
import { startCore } from '#core/client.ts'
import { runJob } from '#core/run-job.ts'
import { unwrap } from '#shared/contract/reply.ts'
import { readOrders, settingsOf } from './orders.ts'

/**
 * A process that opens a book, says `begun`, does one job, says `done` with what was reported of it, and then waits to be
 * killed; or is killed, by itself or by whoever started it, before that.
 */
const { book, identityFolder, method, request, die, countsFile } = readOrders()
const workerFile = join(import.meta.dirname, 'counting-worker.ts')
const client = startCore(
  { settingsFile: settingsOf(book), identityFolder, exportFolder: '.', version: '0' },
  { workerFile },
)
unwrap(await client.call('book.open', { path: book }))
let reports = 0
process.stdout.write('begun\n')
const began = performance.now()
const reply = await runJob(client, method, request as never, {
  onProgress() {
    if (die?.at === 'progress' && ++reports === die.report) process.kill(process.pid, 'SIGKILL')
    else reports++
  },
})
unwrap(reply)
const milliseconds = Math.round(performance.now() - began)
if (countsFile !== null) await client.close()
process.stdout.write(`done ${JSON.stringify({ milliseconds, reports })}\n`)
if (countsFile === null) setInterval(() => {}, 1000)
