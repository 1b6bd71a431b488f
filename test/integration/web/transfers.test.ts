import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningHost, startHost } from './web-harness.ts'

let web: RunningHost
beforeAll(async () => {
  web = await startHost({ uploadLimit: 100_000 })
})
afterAll(() => web.close())

function upload(name: string | null, body: string | Buffer, type = 'application/octet-stream') {
  const nameHeader = name === null ? {} : { 'X-File-Name': name }
  const headers = { Authorization: `Bearer ${web.token}`, 'Content-Type': type, ...nameHeader }
  return web.raw({ method: 'POST', path: '/api/files', headers, body })
}

test('an uploaded file lies whole in a private folder, under a random name with its own ending', async () => {
  const bytes = Buffer.from('病案号,金额\r\n1,2.50\r\n')
  const answer = await upload(encodeURIComponent('三月 费用.CSV'), bytes)
  expect(answer.status).toBe(200)
  const { path, name } = JSON.parse(answer.text).value
  expect(name).toBe('三月 费用.CSV')
  expect(basename(path)).toMatch(/^[0-9a-f-]{36}\.csv$/)
  expect(readFileSync(path)).toEqual(bytes)
  if (process.platform !== 'win32') {
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700)
  }
})

test.each([
  ['../../etc/cron.d/x.csv', 'x.csv', /\.csv$/],
  ['C:\\Users\\a\\b.xlsx', 'b.xlsx', /\.xlsx$/],
  ['a.c/v', 'v', /^[^.]*$/],
  ['x.ending-too-long-to-keep', 'x.ending-too-long-to-keep', /^[^.]*$/],
  ['a\u0000\nb.zip', 'ab.zip', /\.zip$/],
])('the name %j cannot choose where the file goes', async (sent, name, ending) => {
  const first = JSON.parse((await upload('a.csv', 'x')).text).value
  const { value } = JSON.parse((await upload(encodeURIComponent(sent), 'x')).text)
  expect(value.name).toBe(name)
  expect(dirname(value.path)).toBe(dirname(first.path))
  expect(basename(value.path)).toMatch(ending)
})

test.each([
  ['without a name', null, 'x', 'application/octet-stream', 400],
  ['with a broken name', '%E4%B8', 'x', 'application/octet-stream', 400],
  ['with a name of nothing', encodeURIComponent('a/'), 'x', 'application/octet-stream', 400],
  ['sent as a form', 'a.csv', 'x', 'multipart/form-data; boundary=x', 415],
  ['larger than allowed', 'a.csv', Buffer.alloc(100_001), 'application/octet-stream', 413],
])('an upload %s is refused', async (_what, name, body, type, status) => {
  expect((await upload(name, body, type)).status).toBe(status)
})

test('an upload that grows beyond the limit without having said so is refused and leaves nothing', async () => {
  const folder = dirname(JSON.parse((await upload('a.csv', 'x')).text).value.path)
  const before = statSync(folder).nlink
  const { readdirSync } = await import('node:fs')
  const files = readdirSync(folder).length
  const status = await new Promise<number>((resolve, reject) => {
    const headers = {
      Authorization: `Bearer ${web.token}`,
      'Content-Type': 'application/octet-stream',
      'X-File-Name': 'big.csv',
      'Transfer-Encoding': 'chunked',
    }
    const options = { host: '127.0.0.1', port: web.host.port, method: 'POST', path: '/api/files', headers }
    const request = httpRequest(options, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    // The host may end the connection while the rest is still being written.
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error)
    })
    for (let n = 0; n < 11; n++) request.write(Buffer.alloc(10_000))
    request.end()
  })
  expect(status).toBe(413)
  expect(statSync(folder).nlink).toBe(before)
  expect(readdirSync(folder).length).toBe(files)
})

test('a file the core exported is sent as an attachment under its own name', async () => {
  const started = await web.post('/api/call', {
    method: 'cases.export',
    request: { slice: {}, columns: ['caseNo', 'rw'], language: 'zh' },
  })
  const { jobId } = JSON.parse(started.text).value
  const job = () =>
    web.post('/api/call', { method: 'jobs.get', request: { jobId } }).then(({ text }) => JSON.parse(text))
  await expect.poll(job).toMatchObject({ value: { state: 'done' } })
  const answer = await web.post('/api/download', { path: (await job()).value.value.path })
  expect(answer.status).toBe(200)
  expect(answer.text).toBe('caseNo,rw\r\n')
  expect(answer.headers['content-disposition']).toBe(
    `attachment; filename*=UTF-8''${encodeURIComponent('病例')}%20%28${encodeURIComponent('一月')}%29.csv`,
  )
  expect(answer.headers['content-type']).toBe('application/octet-stream')
})

test('nothing outside the export folder can be downloaded', async () => {
  const root = web.core.exports.path
  writeFileSync(join(root, 'own.csv'), 'own')
  mkdirSync(join(root, 'folder'))
  symlinkSync('/etc/hosts', join(root, 'link.csv'))
  expect((await web.post('/api/download', { path: join(root, 'own.csv') })).text).toBe('own')
  const paths = ['/etc/hosts', `${root}/../../etc/hosts`, join(root, 'link.csv'), root, join(root, 'none.csv'), '', 7]
  for (const path of paths) {
    const answer = await web.post('/api/download', { path })
    expect([answer.status, JSON.parse(answer.text).error.code], String(path)).toEqual([403, 'not-allowed'])
  }
  expect((await web.post('/api/download', { path: join(root, 'folder') })).status).toBe(404)
})

test('closing removes what was uploaded', async () => {
  const other = await startHost()
  const headers = {
    Authorization: `Bearer ${other.token}`,
    'Content-Type': 'application/octet-stream',
    'X-File-Name': 'a.csv',
  }
  const { text } = await other.raw({ method: 'POST', path: '/api/files', headers, body: 'x' })
  const { path } = JSON.parse(text).value
  expect(existsSync(path)).toBe(true)
  await other.close()
  expect(existsSync(dirname(path))).toBe(false)
})
