import { join } from 'node:path'
import { serveUntilInterrupted } from '#web/serve.ts'

// A process of its own, because a test must not interrupt the one it runs in.
process.exitCode = await serveUntilInterrupted({
  dbPath: null,
  open: false,
  settingsFile: null,
  rendererDir: join(import.meta.dirname, '../../fixtures/shell/pages'),
  log: (line) => process.stdout.write(`${line}\n`),
})
process.disconnect()
