import { writeFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { runCoreWorker } from '#core/run-worker.ts'
import type { ToCore } from '#core/wire.ts'
import { createServices } from '#services/index.ts'
import { type Orders, readOrders } from './orders.ts'

/**
 * The core thread, with every statement counted from the call of one method on. At the statement it was told to die at, the
 * whole process is killed, before the statement or after it.
 */
const orders = readOrders()
const counts = new Map<string, number>()
let counting = false

function watch(text: string, work: () => unknown): unknown {
  if (!counting) return work()
  const n = (counts.get(text) ?? 0) + 1
  counts.set(text, n)
  const hit = isHit(orders, text, n)
  if (hit === 'before') process.kill(process.pid, 'SIGKILL')
  const result = work()
  if (hit === 'after') process.kill(process.pid, 'SIGKILL')
  return result
}

function isHit({ die }: Orders, text: string, n: number): 'before' | 'after' | null {
  if (die?.at !== 'statement' || die.text !== text || die.occurrence !== n) return null
  return die.after ? 'after' : 'before'
}

type Method = (this: { readonly source: string }, ...values: unknown[]) => unknown

const memory = new Database(':memory:')
const statements = Object.getPrototypeOf(memory.prepare('SELECT 1')) as Record<string, Method>
for (const name of ['run', 'get', 'all'] as const) {
  const original = statements[name]!
  statements[name] = function (...values) {
    return watch(this.source, () => original.apply(this, values))
  }
}
const { exec } = Database.prototype
Database.prototype.exec = function (text: string) {
  return watch(text, () => exec.call(this, text)) as Database.Database
}
memory.close()

parentPort?.on('message', (message: ToCore) => {
  if (message.type === 'call' && message.method === orders.method) counting = true
  if (message.type === 'close' && orders.countsFile !== null)
    writeFileSync(orders.countsFile, JSON.stringify([...counts]))
})
await runCoreWorker(createServices)
