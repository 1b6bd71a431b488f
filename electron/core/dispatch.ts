import { z } from 'zod'
import { contract, type JobMethod, type Method } from '#shared/contract/contract.ts'
import type { CoreEvent } from '#shared/contract/jobs.ts'
import type { Reply } from '#shared/contract/reply.ts'
import { type ProblemError, problem } from '#shared/domain/problem.ts'
import { createBreather } from './breather.ts'
import { type CallContext, type ServiceMethod, type Services, WRITING_METHODS } from './handler.ts'
import { type ErrorLog, logToStderr, toProblem } from './internal-error.ts'
import { JOB_LABELS } from './job-labels.ts'
import { createJobQueue, type JobQueue } from './jobs.ts'

export interface Dispatcher {
  /** Answers anything, whoever sent it: always a reply, never an exception and never `undefined`. */
  dispatch(method: unknown, request: unknown): Promise<Reply<unknown>>
  /** Ends the running job, then closes the services. */
  close(): Promise<void>
}

type AnyHandler = (request: unknown, context: CallContext) => unknown

/** The contract served by the given services; the one place where a request is validated. */
export function createDispatcher(
  services: Services,
  emit: (event: CoreEvent) => void,
  log: ErrorLog = logToStderr,
): Dispatcher {
  const asProblem = (thrown: unknown, method: string) => toProblem(thrown, method, log)
  const jobs = createJobQueue({ emit: (job) => emit({ type: 'job', job }), toProblem: asProblem })
  services.onDataChanged(emit)
  const atOnce = replyAtOnceContext()

  async function answer(method: Method, request: unknown): Promise<unknown> {
    if (isCoreMethod(method)) return answerItself(method, request, jobs)
    const handler = serviceHandler(services, method)
    if (isJobMethod(method)) {
      return { jobId: jobs.start(method, JOB_LABELS[method], (context) => handler(request, context)) }
    }
    if (WRITING_METHODS.has(method)) return jobs.runBetweenJobs(async () => handler(request, atOnce()))
    return handler(request, atOnce())
  }

  return {
    async dispatch(method, request) {
      const name = typeof method === 'string' ? method : ''
      try {
        if (!isMethod(method)) throw unknownMethod(name)
        const value = await answer(method, parseRequest(method, request))
        return { ok: true, value: value ?? null }
      } catch (thrown) {
        return { ok: false, error: asProblem(thrown, name) }
      }
    },
    async close() {
      await jobs.close()
      services.close()
    },
  }
}

function answerItself(method: Exclude<Method, ServiceMethod>, request: unknown, jobs: JobQueue): unknown {
  if (method === 'app.ping') return { at: Date.now() }
  if (method === 'jobs.list') return jobs.list()
  const { jobId } = request as { readonly jobId: string }
  if (method === 'jobs.cancel') return { cancelled: jobs.cancel(jobId) }
  const job = jobs.get(jobId)
  if (job === undefined) throw problem('not-found', '没有这个任务，或它已结束较久。', 'There is no such job any more.')
  return job
}

function serviceHandler(services: Services, method: ServiceMethod): AnyHandler {
  const handler = services.handlers[method]
  if (handler === undefined) throw unknownMethod(method)
  // The request was parsed with this very method's schema, which the compiler cannot follow through a lookup.
  return handler as AnyHandler
}

function isMethod(method: unknown): method is Method {
  return typeof method === 'string' && Object.hasOwn(contract, method)
}

function isCoreMethod(method: Method): method is Exclude<Method, ServiceMethod> {
  return method === 'app.ping' || method === 'jobs.get' || method === 'jobs.list' || method === 'jobs.cancel'
}

function isJobMethod(method: Method): method is JobMethod {
  return contract[method].job
}

const inChinese = z.locales.zhCN().localeError

/** Throws `bad-request` naming the first field that does not fit; the value itself is not quoted. */
function parseRequest(method: Method, request: unknown): unknown {
  const schema: z.ZodType = contract[method].request
  const parsed = schema.safeParse(request)
  if (parsed.success) return parsed.data
  const english = parsed.error.issues[0]
  const chinese = schema.safeParse(request, { error: inChinese }).error?.issues[0]
  const field = english?.path.map(String).join('.') || '-'
  throw problem(
    'bad-request',
    `请求“${method}”不合要求，字段 ${field}：${chinese?.message ?? ''}`,
    `The request “${method}” does not fit, field ${field}: ${english?.message ?? ''}`,
    { method, field, issues: parsed.error.issues.length },
  )
}

function unknownMethod(method: string): ProblemError {
  const shown = method.slice(0, 60)
  return problem('unknown-method', `没有“${shown}”这个功能。`, `There is no method “${shown}”.`)
}

/** Contexts for methods that reply at once: they may breathe, cannot be cancelled, and report to nobody. */
function replyAtOnceContext(): () => CallContext {
  const { signal } = new AbortController()
  return () => ({ signal, report: () => {}, breathe: createBreather(signal) })
}
