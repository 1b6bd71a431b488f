import type { JobMethod, Method, ParsedOf, ValueOf } from '#shared/contract/contract.ts'
import type { CoreEvent } from '#shared/contract/jobs.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'

/** What a service is told about its surroundings; it reads no environment variable and no argument itself. */
export interface ServiceEnv {
  /** Where settings are kept between starts; null keeps them in memory (tests, one-off commands). */
  readonly settingsFile: string | null
  /** Where the exchange identity is kept; beside the settings file when left out. */
  readonly identityFolder?: string
  /** Keys go to the operating system's store where there is one; left out, they stay in files. */
  readonly systemSecrets?: boolean
  /** The one folder that exported files go to unless the person named a path; shells deliver from here only. */
  readonly exportFolder: string
  readonly version: string
}

export interface ProgressReport {
  readonly phase: Bilingual
  readonly done: number
  /** Null while the size of the work is not known. */
  readonly total: number | null
}

/** What a handler gets besides its request. */
export interface CallContext {
  /** Aborted when the job is cancelled; never aborted for a method that replies at once. */
  readonly signal: AbortSignal
  /** Cheap enough to call per chunk: throttled before anything is sent. Ignored for a method that replies at once. */
  report(progress: ProgressReport): void
  /**
   * Call between chunks of at most a few milliseconds. Lets waiting reads and pings run when the time slice is used
   * up, and throws the `cancelled` problem once the job was cancelled, so that the transaction around it rolls back.
   */
  breathe(): Promise<void>
}

/** Methods the core answers itself; every other one belongs to a service. */
type CoreMethod = 'app.ping' | 'jobs.get' | 'jobs.list' | 'jobs.cancel'
export type ServiceMethod = Exclude<Method, CoreMethod>

/** Takes a request that has passed the contract's schema; throws a `ProblemError` for anything the person can mend. */
type Handler<M extends Method> = (request: ParsedOf<M>, context: CallContext) => ValueOf<M> | Promise<ValueOf<M>>
export type Handlers = { readonly [M in ServiceMethod]: Handler<M> }

/** The part of `CoreEvent` that services send; job events come from the queue. */
export type DataEvent = Exclude<CoreEvent, { readonly type: 'job' }>

export interface Services {
  readonly handlers: Partial<Handlers>
  onDataChanged(listener: (event: DataEvent) => void): void
  /** Closes the book; called once, after the running job has ended. */
  close(): void
}

export type CreateServices = (env: ServiceEnv) => Services | Promise<Services>

/**
 * Methods that reply at once but change the book or which book is open. They never interleave with a job: while one
 * is queued or running they are refused as `busy`, because a person should not wait minutes for a click to answer.
 */
export const WRITING_METHODS: ReadonlySet<Method> = new Set<Exclude<ServiceMethod, JobMethod>>([
  'book.create',
  'book.open',
  'book.close',
  'backups.setFolder',
  'patients.renewKey',
  'patients.exportKey',
  'templates.save',
  'templates.remove',
  'schemes.use',
  'policies.add',
  'policies.remove',
  'costing.saveSettings',
  'costing.saveSheet',
  'sync.addParty',
  'sync.confirmParty',
  'sync.revokeParty',
  'sync.removeParty',
  'items.save',
  'items.remove',
  'surplus.setPins',
  'variance.saveNote',
  'settlement.saveNotes',
  'views.save',
  'views.remove',
  'views.order',
  'settlement.savePlan',
  'settlement.dropRepricing',
])
