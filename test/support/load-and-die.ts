import { startCore } from '#core/client.ts'
import { runJob } from '#core/run-job.ts'

/** A process that is killed while charge lines load: `node load-and-die.ts BOOK LINES.csv`. */
const [book, lines] = process.argv.slice(2)
if (book === undefined || lines === undefined) throw new Error('usage: load-and-die.ts BOOK LINES')
const client = startCore({ settingsFile: null, exportFolder: '.', version: '0' })
await client.call('book.create', { path: book, name: '骨科' })
await runJob(
  client,
  'imports.commit',
  { source: { path: lines, kind: 'charges' }, skipRejected: false },
  {
    onProgress({ done }) {
      if (done > 40_000) process.kill(process.pid, 'SIGKILL')
    },
  },
)
