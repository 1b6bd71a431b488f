import { randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CoreClient } from '#core/client.ts'
import { temporaryFolder } from '#core/folders.ts'
import { toProblem } from '#core/internal-error.ts'
import { problem } from '#shared/domain/problem.ts'
import { Refused, readJson, sendRefusal, sendReply } from './answer.ts'
import { createEventStreams } from './events.ts'
import { checkOrigin, tokenCheck } from './guard.ts'
import { SECURITY_HEADERS } from './policy.ts'
import { findStaticFile } from './static-files.ts'
import { receiveFile, sendFile, stream } from './transfers.ts'

/** Requests are small; the largest is a saved template. */
const CALL_LIMIT = 4 * 1024 * 1024

export interface WebHostOptions {
  readonly client: CoreClient
  /** The built pages. */
  readonly rendererDir: string
  /** The only folder that files are handed out from. */
  readonly exportFolder: string
  /** 0 or absent: any free port. */
  readonly port?: number
  /** Bytes one upload may have; only tests set it. */
  readonly uploadLimit?: number
  readonly heartbeatMs?: number
}

export interface WebHost {
  /** With the token in the fragment, which browsers never send anywhere. */
  readonly url: string
  readonly port: number
  /** Ends open requests and removes what was uploaded. */
  close(): Promise<void>
}

/**
 * Serves the pages and the contract to a browser on this machine. Binds the loopback address only; a token made anew
 * at every start, and checks of Host and Origin, keep other programs' pages out. Throws the `busy` problem when the
 * port is taken.
 */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const token = randomBytes(32).toString('base64url')
  const uploads = await temporaryFolder('upload')
  const events = createEventStreams(options.client, options.heartbeatMs)
  const checkToken = tokenCheck(token)
  let port = 0

  const server = createServer({
    requestTimeout: 600_000,
    headersTimeout: 10_000,
    keepAliveTimeout: 5_000,
    // A request without Host gets our own refusal, headers included, instead of the parser's.
    requireHostHeader: false,
  })
  // What is not HTTP at all gets no answer: the parser's default one would lack the security headers.
  server.on('clientError', (_error, socket) => socket.destroy())
  server.on('checkExpectation', onRequest)
  server.on('request', onRequest)

  function onRequest(request: IncomingMessage, response: ServerResponse): void {
    void serve(request, response).catch((thrown: unknown) => {
      const refused = thrown instanceof Refused ? thrown : null
      if (response.headersSent) response.destroy()
      else if (refused !== null) return sendRefusal(request, response, refused)
      else sendReply(response, 500, { ok: false, error: toProblem(thrown, 'web') })
    })
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
    const foreign = checkOrigin(request, port)
    if (foreign !== null) throw notAllowed(foreign.status, foreign.reason)
    const path = (request.url ?? '').split(/[?#]/)[0] ?? ''
    if (path.startsWith('/api/')) return serveApi(request, response, path)
    if (request.method !== 'GET') throw wrongMethod(response, 'GET')
    return servePage(response, path)
  }

  async function serveApi(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const stranger = checkToken(request)
    if (stranger !== null) throw notAllowed(stranger.status, stranger.reason)
    if (request.method !== 'POST') throw wrongMethod(response, 'POST')
    switch (path) {
      case '/api/call': {
        const call = asRecord(await readJson(request, CALL_LIMIT))
        return sendReply(response, 200, await options.client.forward(call.method, call.request))
      }
      case '/api/events':
        return events.open(response)
      case '/api/files': {
        const value = await receiveFile(request, uploads.path, options.uploadLimit)
        return sendReply(response, 200, { ok: true, value })
      }
      case '/api/download': {
        const wanted = asRecord(await readJson(request, CALL_LIMIT))
        return sendFile(response, options.exportFolder, wanted.path)
      }
      default:
        throw nothingThere()
    }
  }

  async function servePage(response: ServerResponse, path: string): Promise<void> {
    const found = await findStaticFile(options.rendererDir, path)
    if (found === null) throw nothingThere()
    const headers = { 'Content-Type': found.type, 'Content-Length': found.size }
    return stream(await open(found.path, 'r'), response, headers)
  }

  try {
    port = await listen(server, options.port ?? 0)
  } catch (thrown) {
    events.closeAll()
    await uploads.remove()
    throw thrown
  }
  return {
    port,
    url: `http://127.0.0.1:${port}/#token=${token}`,
    async close() {
      events.closeAll()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      await uploads.remove()
    },
  }
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? ''
      reject(
        code === 'EADDRINUSE' || code === 'EACCES'
          ? problem('busy', `端口 ${port} 不能使用，请换一个。`, `Port ${port} cannot be used; choose another.`, {
              port,
            })
          : error,
      )
    })
    server.listen({ host: '127.0.0.1', port }, () => resolve((server.address() as AddressInfo).port))
  })
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new Refused(400, 'bad-request', '请求内容必须是一个对象。', 'The request body must be an object.')
}

function notAllowed(status: number, reason: string): Refused {
  return new Refused(
    status,
    'not-allowed',
    '请从本程序打开的窗口访问。',
    'Only the window this program opened may ask.',
    { reason },
  )
}

function wrongMethod(response: ServerResponse, allowed: string): Refused {
  response.setHeader('Allow', allowed)
  return new Refused(405, 'not-allowed', `这里只接受 ${allowed}。`, `Only ${allowed} is accepted here.`)
}

function nothingThere(): Refused {
  return new Refused(404, 'not-found', '没有这个地址。', 'There is nothing at this address.')
}
