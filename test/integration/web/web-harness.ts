import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { startWebHost, type WebHost } from '#web/host.ts'
import { startTinyCore, type TinyCore } from '../../fixtures/shell/tiny-core.ts'

export const PAGES = join(import.meta.dirname, '../../fixtures/shell/pages')

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export interface Ask {
  readonly method?: string
  /** Sent as it is, so that a path a browser would tidy up reaches the host. */
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

export interface RunningHost {
  readonly host: WebHost
  readonly core: TinyCore
  readonly token: string
  /** Nothing but what is named is sent: no token, no type. */
  raw(ask: Ask): Promise<Answer>
  /** A POST with the token and a JSON type, as the page sends it. */
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  close(): Promise<void>
}

export async function startHost(options: { uploadLimit?: number; heartbeatMs?: number } = {}): Promise<RunningHost> {
  const core = await startTinyCore()
  const host = await startWebHost({
    client: core.client,
    rendererDir: PAGES,
    exportFolder: core.exports.path,
    ...options,
  })
  const token = new URL(host.url).hash.replace('#token=', '')
  const raw = (ask: Ask) => send(host.port, ask)
  return {
    host,
    core,
    token,
    raw,
    post: (path, body, headers = {}) =>
      raw({
        method: 'POST',
        path,
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, ...headers },
      }),
    async close() {
      await host.close()
      await core.close()
    },
  }
}

function send(port: number, { method = 'GET', path = '/', headers = {}, body }: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}
