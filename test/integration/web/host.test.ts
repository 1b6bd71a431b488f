import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWebHost } from '#web/host.ts'
import { type Answer, PAGES, type RunningHost, startHost } from './web-harness.ts'

let web: RunningHost
beforeAll(async () => {
  web = await startHost()
})
afterAll(() => web.close())

const ping = { method: 'app.ping', request: {} }

test('the address carries a token of 256 bits behind the #, another one at every start', async () => {
  expect(web.host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/)
  const other = await startHost()
  expect(other.token).not.toBe(web.token)
  await other.close()
})

test('a call reaches the core and its reply comes back', async () => {
  const answer = await web.post('/api/call', { method: 'app.info', request: {} })
  expect(answer.status).toBe(200)
  expect(JSON.parse(answer.text)).toMatchObject({ ok: true, value: { name: 'keheng', version: '0.0.0' } })
  const refused = await web.post('/api/call', { method: 'nothing.there', request: {} })
  expect([refused.status, JSON.parse(refused.text).error.code]).toEqual([200, 'unknown-method'])
})

test('pages are served without the token, because only the program’s own text is in them', async () => {
  const index = await web.raw({})
  expect([index.status, index.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect(index.text).toContain('<title>tiny</title>')
  const script = await web.raw({ path: '/assets/app.js?v=1' })
  expect([script.status, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8'])
})

describe('who may ask', () => {
  const authorised = () => ({ Authorization: `Bearer ${web.token}`, 'Content-Type': 'application/json' })
  const call = (headers: Record<string, string>, method = 'POST') =>
    web.raw({ method, path: '/api/call', headers, body: method === 'POST' ? JSON.stringify(ping) : '' })

  test.each<[string, () => Promise<Answer>, number, string]>([
    ['no token', () => call({ 'Content-Type': 'application/json' }), 401, 'Authorization'],
    ['a wrong token', () => call({ ...authorised(), Authorization: `Bearer ${'A'.repeat(43)}` }), 401, 'Authorization'],
    [
      'half the token',
      () => call({ ...authorised(), Authorization: `Bearer ${web.token.slice(0, 20)}` }),
      401,
      'Authorization',
    ],
    [
      'the token with a tail',
      () => call({ ...authorised(), Authorization: `Bearer ${web.token}A` }),
      401,
      'Authorization',
    ],
    [
      'the token in another scheme',
      () => call({ ...authorised(), Authorization: `Basic ${web.token}` }),
      401,
      'Authorization',
    ],
    [
      'a name pointed at this machine',
      () => call({ ...authorised(), Host: `evil.example:${web.host.port}` }),
      403,
      'Host',
    ],
    ['another port', () => call({ ...authorised(), Host: '127.0.0.1:1' }), 403, 'Host'],
    ['another page', () => call({ ...authorised(), Origin: 'http://evil.example' }), 403, 'Origin'],
    ['a page without origin', () => call({ ...authorised(), Origin: 'null' }), 403, 'Origin'],
    ['another port’s page', () => call({ ...authorised(), Origin: 'http://127.0.0.1:1' }), 403, 'Origin'],
    [
      'our own host over TLS',
      () => call({ ...authorised(), Origin: `https://127.0.0.1:${web.host.port}` }),
      403,
      'Origin',
    ],
    ['another site’s fetch', () => call({ ...authorised(), 'Sec-Fetch-Site': 'cross-site' }), 403, 'Sec-Fetch-Site'],
    ['another port’s fetch', () => call({ ...authorised(), 'Sec-Fetch-Site': 'same-site' }), 403, 'Sec-Fetch-Site'],
  ])('%s is refused', async (_who, ask, status, reason) => {
    const answer = await ask()
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'not-allowed', details: { reason } } })
  })

  test('our own page is let in under both names of this machine', async () => {
    for (const host of [`127.0.0.1:${web.host.port}`, `localhost:${web.host.port}`]) {
      const headers = { ...authorised(), Host: host, Origin: `http://${host}`, 'Sec-Fetch-Site': 'same-origin' }
      expect((await call(headers)).status).toBe(200)
    }
  })

  test('wrong methods are refused, with and without the token', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD']) {
      expect((await call(authorised(), method)).status, method).toBe(405)
    }
    for (const method of ['POST', 'HEAD', 'OPTIONS', 'PUT']) {
      expect((await web.raw({ method, path: '/' })).status, method).toBe(405)
    }
    const preflight = { Origin: 'http://evil.example', 'Access-Control-Request-Method': 'POST' }
    expect((await web.raw({ method: 'OPTIONS', path: '/api/call', headers: preflight })).status).toBe(403)
  })

  test('the check takes as long for a nearly right token as for a wrong one', async () => {
    const nearly = web.token.slice(0, -1) + (web.token.endsWith('A') ? 'B' : 'A')
    const wrong = 'x'.repeat(43)
    const times: Record<string, number[]> = { nearly: [], wrong: [] }
    for (let round = 0; round < 200; round++) {
      for (const [name, token] of [
        ['nearly', nearly],
        ['wrong', wrong],
      ] as const) {
        const asked = performance.now()
        await call({ ...authorised(), Authorization: `Bearer ${token}` })
        times[name]?.push(performance.now() - asked)
      }
    }
    const median = (name: string) => times[name]?.toSorted((a, b) => a - b)[100] ?? 0
    // A comparison that stops at the first difference would not show over HTTP either; this guards against a check
    // that does far more work (a key derivation, a delay) for one kind of token.
    expect(Math.abs(median('nearly') - median('wrong'))).toBeLessThan(1)
  })
})

test.each([
  '/../package.json',
  '/assets/../../tiny-services.ts',
  '/..%2ftiny-services.ts',
  '/%2e%2e/tiny-services.ts',
  '/assets/%2e%2e%5c%2e%2e%5ctiny-services.ts',
  '/..\\tiny-services.ts',
  '//etc/hosts.json',
  '/C:/Windows/win.json',
  '/assets/app.js%00.html',
  '/%',
  '/assets',
  '/assets/',
  '/missing.js',
  '/.hidden.js',
  'http://evil.example/assets/app.js',
])('the path %s serves nothing', async (path) => {
  const answer = await web.raw({ path })
  expect(answer.status).toBe(404)
  expect(JSON.parse(answer.text).error.code).toBe('not-found')
})

test.each([
  ['no JSON', '{', 400],
  ['no object', '[]', 400],
  ['bytes that are no text', Buffer.from([0x22, 0xff, 0xfe, 0x22]), 400],
  ['more than a call may have', Buffer.alloc(4 * 1024 * 1024 + 1, 0x20), 413],
])('a body of %s is refused', async (_what, body, status) => {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${web.token}` }
  const answer = await web.raw({ method: 'POST', path: '/api/call', headers, body })
  expect(answer.status).toBe(status)
  expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'bad-request' } })
})

test('a form that another page could submit is refused for its type', async () => {
  const headers = { 'Content-Type': 'text/plain' }
  expect((await web.post('/api/call', ping, headers)).status).toBe(415)
})

test('the security headers are on every answer, and no header lets other origins read', async () => {
  const answers = await Promise.all([
    web.raw({}),
    web.raw({ path: '/missing' }),
    web.raw({ method: 'PUT' }),
    web.raw({ headers: { Host: 'evil.example' } }),
    web.raw({ headers: { Expect: 'something' } }),
    web.raw({ method: 'POST', path: '/api/call' }),
    web.post('/api/call', ping),
    web.post('/api/nothing', {}),
    web.post('/api/download', { path: '/etc/passwd' }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 405, 403, 200, 401, 200, 404, 403])
  for (const { headers } of answers) {
    const policy = headers['content-security-policy']
    expect(policy).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
      'permissions-policy': expect.stringContaining('camera=()'),
    })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  }
})

/** Writes bytes to the host and returns everything it answers before the connection ends. */
function converse(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(web.host.port, '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (chunk) => {
      text += chunk.toString()
    })
    socket.on('close', () => resolve(text))
    socket.on('error', () => {})
  })
}

test('what is not HTTP gets no answer at all', async () => {
  expect(await converse('hello\r\n\r\n')).toBe('')
})

test('a request that names no host is refused by us, not by the parser, so the headers are on it', async () => {
  const answer = await converse('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1\.1 403 /)
  expect(answer).toContain("Content-Security-Policy: default-src 'none'")
})

test('the other addresses of this machine do not answer', async () => {
  const addresses = Object.values(networkInterfaces())
    .flat()
    .filter((net) => net?.family === 'IPv4' && !net.internal)
  for (const net of addresses) {
    const outcome = await new Promise<string>((resolve) => {
      const socket = connect({ port: web.host.port, host: net?.address ?? '', timeout: 1000 })
      socket.once('connect', () => resolve('connected'))
      socket.once('error', () => resolve('refused'))
      socket.once('timeout', () => resolve('refused'))
    })
    expect(outcome, net?.address).toBe('refused')
  }
})

test('a port that is taken is a problem in the person’s words', async () => {
  const { client, exports } = web.core
  const again = startWebHost({ client, rendererDir: PAGES, exportFolder: exports.path, port: web.host.port })
  await expect(again).rejects.toMatchObject({ problem: { code: 'busy', details: { port: web.host.port } } })
})
