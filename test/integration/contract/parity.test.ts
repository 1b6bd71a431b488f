import type { Method } from '#shared/contract/contract.ts'
import { TINY_WORKER } from '../../fixtures/shell/tiny-core.ts'
import { describeParity } from './parity.ts'

const TINY_SERVES: ReadonlySet<Method> = new Set<Method>([
  'app.info',
  'app.ping',
  'settings.get',
  'settings.set',
  'book.status',
  'book.close',
  'book.verify',
  'templates.list',
  'cases.export',
  'commands.list',
  'jobs.list',
  'jobs.get',
  'jobs.cancel',
])

describeParity('around services with one defect of each kind', () => ({
  coreEntry: TINY_WORKER,
  outcome(method) {
    if (TINY_SERVES.has(method)) return 'ok'
    if (method === 'recompute.run') return 'no-book'
    if (method === 'book.open') return 'book-not-found'
    if (method === 'schemes.list' || method === 'policies.list') return 'internal'
    return 'unknown-method'
  },
}))

describeParity('around the app’s own services and a book', () => ({
  // Cancelled by the plan once it is at work.
  outcome: (method) => (method === 'book.createDemo' ? 'cancelled' : 'ok'),
}))
