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
  outcome(method) {
    // Cancelled by the plan once it is at work.
    if (method === 'book.createDemo') return 'cancelled'
    if (method === 'sync.preview' || method === 'sync.apply') return 'package-sender'
    // What was trusted stays listed; what went out stays known.
    if (method === 'sync.removeParty' || method === 'items.remove' || method === 'costing.discard') return 'not-allowed'
    // No case of the book carries a patient number.
    if (method === 'patients.exportKey') return 'patient-key'
    if (method === 'costing.reconciliation') return 'costing-missing'
    // One case has nothing to differ from.
    if (method === 'variance.drill') return 'not-found'
    return method === 'periods.deleteYear' ? 'not-found' : 'ok'
  },
}))
