import { parentPort, workerData } from 'node:worker_threads'
import type { CoreEvent } from '#shared/contract/jobs.ts'
import { createDispatcher, type Dispatcher } from './dispatch.ts'
import type { CreateServices, ServiceEnv } from './handler.ts'
import { toProblem } from './internal-error.ts'
import type { FromCore, ToCore } from './wire.ts'

/**
 * The body of the core thread: builds the services from the worker's data, answers calls until told to close, then
 * lets the thread end by itself. Calls that arrive while the services are being built wait in the port.
 */
export async function runCoreWorker(createServices: CreateServices): Promise<void> {
  const port = parentPort
  if (port === null) throw new Error('The core worker must be started as a worker thread.')
  const send = (message: FromCore) => port.postMessage(message)
  const dispatcher = await buildDispatcher(createServices, (event) => send({ type: 'event', event }))

  port.on('message', (message: ToCore) => {
    if (message.type === 'call') void answer(message.id, message.method, message.request)
    else void dispatcher.close().finally(() => port.close())
  })

  async function answer(id: number, method: unknown, request: unknown): Promise<void> {
    const reply = await dispatcher.dispatch(method, request)
    try {
      send({ type: 'reply', id, reply })
    } catch (thrown) {
      // A value that cannot be cloned is a defect of the service; the caller still gets its answer.
      send({ type: 'reply', id, reply: { ok: false, error: toProblem(thrown, String(method)) } })
    }
  }
}

/**
 * A book that cannot be opened at start is a problem the person must read, not a dead thread: every call is then
 * answered with it.
 */
async function buildDispatcher(createServices: CreateServices, emit: (event: CoreEvent) => void): Promise<Dispatcher> {
  try {
    return createDispatcher(await createServices(workerData as ServiceEnv), emit)
  } catch (thrown) {
    const error = toProblem(thrown, 'start')
    return { dispatch: async () => ({ ok: false, error }), close: async () => {} }
  }
}
