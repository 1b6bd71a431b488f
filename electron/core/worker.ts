import { createServices } from '#services/index.ts'
import { runCoreWorker } from './run-worker.ts'

await runCoreWorker(createServices)
