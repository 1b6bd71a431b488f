import { isBackupThread } from '#services/backup-thread.ts'
import { createServices } from '#services/index.ts'
import { runCoreWorker } from './run-worker.ts'

// Bundled into one file, this is also where the thread of a backup begins.
if (!isBackupThread) await runCoreWorker(createServices)
