import type { IncomingMessage, ServerResponse } from 'node:http'
import { finished } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { Reply } from '#shared/contract/reply.ts'
import type { Problem, ProblemCode } from '#shared/domain/problem.ts'

/** A request body that is not taken: its status, and the problem in the caller's terms. */
export class Refused extends Error {
  readonly status: number
  readonly problem: Problem

  constructor(status: number, code: ProblemCode, zh: string, en: string, details?: Problem['details']) {
    super(en)
    this.status = status
    this.problem = { code, message: { zh, en }, ...(details === undefined ? {} : { details }) }
  }
}

export function sendReply(response: ServerResponse, status: number, reply: Reply<unknown>): void {
  const body = Buffer.from(JSON.stringify(reply))
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': body.length })
  response.end(body)
}

/** How long the rest of an unwanted body is read and thrown away before the connection is closed on it. */
const DRAIN_MS = 1_000

/**
 * Answers a request that is not taken. Closing on unread bytes would reset the connection and lose the answer, so what
 * the caller still sends is let in for a moment first.
 */
export async function sendRefusal(request: IncomingMessage, response: ServerResponse, refused: Refused): Promise<void> {
  if (!request.complete) {
    const timer = new AbortController()
    request.resume()
    await Promise.race([
      finished(request, { writable: false }).catch(() => {}),
      wait(DRAIN_MS, undefined, { signal: timer.signal }).catch(() => {}),
    ])
    timer.abort()
    if (!request.complete) response.setHeader('Connection', 'close')
  }
  sendReply(response, refused.status, { ok: false, error: refused.problem })
}

/** Reads a JSON body of at most `limit` bytes; throws `Refused`. */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  if (!isType(request, 'application/json')) {
    throw new Refused(415, 'bad-request', '请求内容必须是 JSON。', 'The request body must be JSON.')
  }
  const chunks: Buffer[] = []
  for await (const chunk of limited(request, limit)) chunks.push(chunk)
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
    return JSON.parse(text) as unknown
  } catch {
    throw new Refused(400, 'bad-request', '请求内容不是有效的 JSON。', 'The request body is not valid JSON.')
  }
}

/** The body's chunks; throws `Refused` before a byte beyond the limit is passed on. */
export async function* limited(request: IncomingMessage, limit: number): AsyncGenerator<Buffer> {
  const tooLarge = () =>
    new Refused(413, 'bad-request', `内容超过 ${limit} 字节的上限。`, `The content exceeds ${limit} bytes.`, { limit })
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > limit) throw tooLarge()
  let bytes = 0
  // Leaving the loop must not destroy the request: its connection still carries the refusal.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > limit) throw tooLarge()
    yield chunk
  }
}

export function isType(request: IncomingMessage, type: string): boolean {
  return request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() === type
}
