import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import type { CallContext } from '#core/handler.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Problem, ProblemError, problem } from '#shared/domain/problem.ts'
import type { BackupPhase, Watch } from '#store/backup-disk.ts'
import { backUpOnline } from '#store/backup-make.ts'
import type { BackupOccasion, FoundBackup } from '#store/backup-record.ts'
import { type CheckedBackup, checkBackup, stageBackup } from '#store/backup-restore.ts'

/**
 * Copying, hashing and checking a whole book takes seconds in single calls, so it happens in a thread beside the core's:
 * pages and pings are answered as if nothing ran.
 */
interface Tasks {
  readonly make: { readonly order: BackupOccasion; readonly value: FoundBackup }
  readonly stage: { readonly order: { from: string; bookPath: string }; readonly value: CheckedBackup }
  readonly check: { readonly order: { path: string }; readonly value: ReturnType<typeof checkBackup> }
}
type TaskKind = keyof Tasks

interface TaskData {
  readonly kehengBackupTask: TaskKind
  readonly order: unknown
  /** One flag, 1 once the job was cancelled. */
  readonly cancelled: SharedArrayBuffer
}
type FromThread =
  | { readonly type: 'progress'; readonly phase: BackupPhase; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly value: unknown }
  | { readonly type: 'problem'; readonly problem: Problem }

const PHASES: Readonly<Record<BackupPhase, Bilingual>> = {
  copy: { zh: '复制', en: 'Copying' },
  check: { zh: '校验备份', en: 'Verifying the backup' },
  place: { zh: '替换数据库', en: 'Putting it in place' },
}
export const phaseLabel = (phase: BackupPhase): Bilingual => PHASES[phase]

/**
 * Runs one task in a thread of its own and reports its progress in bytes. A cancel takes effect at the next step of the
 * copy; a check that has begun is first finished. @throws what the task throws
 */
export function inBackupThread<K extends TaskKind>(
  kind: K,
  order: Tasks[K]['order'],
  { signal, report }: Pick<CallContext, 'signal' | 'report'>,
): Promise<Tasks[K]['value']> {
  const cancelled = new SharedArrayBuffer(4)
  const data: TaskData = { kehengBackupTask: kind, order, cancelled }
  // This very file: as it lies in the sources, or as part of the bundle whose entry starts the core (see isBackupThread).
  const worker = new Worker(import.meta.filename, { workerData: data, name: 'keheng-backup' })
  const cancel = () => Atomics.store(new Int32Array(cancelled), 0, 1)
  if (signal.aborted) cancel()
  else signal.addEventListener('abort', cancel, { once: true })
  return new Promise<Tasks[K]['value']>((resolve, reject) => {
    let outcome = (): void => reject(new Error('the backup thread ended without an answer'))
    worker.on('message', (message: FromThread) => {
      if (message.type === 'progress')
        report({ phase: PHASES[message.phase], done: message.done, total: message.total })
      else if (message.type === 'done') outcome = () => resolve(message.value as Tasks[K]['value'])
      else outcome = () => reject(new ProblemError(message.problem))
    })
    worker.once('error', reject)
    // Not before the thread is gone: what follows may replace the files it had open.
    worker.once('exit', () => outcome())
  }).finally(() => signal.removeEventListener('abort', cancel))
}

/** True in such a thread; the entry file of the core then leaves the thread to its task. */
export const isBackupThread: boolean = !isMainThread && isTask(workerData)

function isTask(data: unknown): data is TaskData {
  return typeof data === 'object' && data !== null && 'kehengBackupTask' in data
}

async function runTask({ kehengBackupTask, order, cancelled }: TaskData): Promise<unknown> {
  const flag = new Int32Array(cancelled)
  const watch: Watch = {
    report: (phase, done, total) => send({ type: 'progress', phase, done, total }),
    check() {
      if (Atomics.load(flag, 0) === 0) return
      throw problem('cancelled', '已取消，没有留下任何文件。', 'Cancelled; no file was left behind.')
    },
  }
  switch (kehengBackupTask) {
    case 'make':
      return backUpOnline(order as Tasks['make']['order'], watch)
    case 'stage': {
      const { from, bookPath } = order as Tasks['stage']['order']
      return stageBackup(from, bookPath, watch)
    }
    case 'check':
      return checkBackup((order as Tasks['check']['order']).path, watch)
    default:
      return assertNever(kehengBackupTask)
  }
}

function send(message: FromThread): void {
  parentPort?.postMessage(message)
}

if (isBackupThread) {
  try {
    send({ type: 'done', value: await runTask(workerData as TaskData) })
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    send({ type: 'problem', problem: error.problem })
  }
}
