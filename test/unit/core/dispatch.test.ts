import { expect, test } from 'vitest'
import { createDispatcher } from '#core/dispatch.ts'
import type { Services } from '#core/handler.ts'
import { contract } from '#shared/contract/contract.ts'
import type { CoreEvent } from '#shared/contract/jobs.ts'
import { METHOD_NAMES } from '#shared/contract/method-names.ts'
import { createTinyServices } from '../../fixtures/shell/tiny-services.ts'

const ENV = { settingsFile: null, exportFolder: '/nowhere', version: '1.2.3' }

async function tiny(handlers: Services['handlers'] = {}) {
  const services = await createTinyServices(ENV)
  const events: CoreEvent[] = []
  const log: string[] = []
  const dispatcher = createDispatcher(
    { ...services, handlers: { ...services.handlers, ...handlers } },
    (event) => events.push(event),
    (line) => log.push(line),
  )
  return { ...dispatcher, events, log }
}

test('the method names of the preload script are exactly those of the contract', () => {
  expect([...METHOD_NAMES].sort()).toEqual(Object.keys(contract).sort())
})

test('a valid request gets the value of its handler', async () => {
  const { dispatch } = await tiny()
  expect(await dispatch('settings.set', { key: 'unit', value: '万元' })).toEqual({ ok: true, value: null })
  expect(await dispatch('settings.get', {})).toEqual({ ok: true, value: { unit: '万元' } })
  expect(await dispatch('app.ping', {})).toEqual({ ok: true, value: { at: expect.any(Number) } })
})

test.each([
  ['no such method', 'cases.delete', {}, 'unknown-method'],
  ['a property every object has', 'constructor', {}, 'unknown-method'],
  ['a method that is no text', 42, {}, 'unknown-method'],
  ['a method that no service has yet', 'overview.get', { slice: {}, compare: 'none', basis: 'B1' }, 'unknown-method'],
  ['a missing field', 'settings.set', { key: 'unit' }, 'bad-request'],
  ['a field too many', 'app.info', { extra: 1 }, 'bad-request'],
  ['no request at all', 'app.info', undefined, 'bad-request'],
  ['an unknown job', 'jobs.get', { jobId: 'x' }, 'not-found'],
  ['a problem of the service', 'book.open', { path: 'a.keheng' }, 'book-not-found'],
])('%s is a typed error', async (_what, method, request, code) => {
  const { dispatch } = await tiny()
  expect(await dispatch(method, request)).toMatchObject({
    ok: false,
    error: { code, message: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.any(String) } },
  })
})

test('a bad request names the field in both languages and never quotes the value', async () => {
  const { dispatch } = await tiny()
  const reply = await dispatch('cases.lines', { caseNo: 1234567, offset: 0, limit: 10 })
  expect(reply).toMatchObject({ error: { details: { method: 'cases.lines', field: 'caseNo' } } })
  expect(JSON.stringify(reply)).toMatch(/期望.*expected string/)
  expect(JSON.stringify(reply)).not.toContain('1234567')
})

test('a defect gets a stable id; neither the reply nor the log repeats the error text, which may be about a patient', async () => {
  const { dispatch, log } = await tiny()
  const first = await dispatch('schemes.list', {})
  const second = await dispatch('schemes.list', {})
  expect(first).toEqual(second)
  expect(first).toMatchObject({
    ok: false,
    error: { code: 'internal', details: { id: expect.stringMatching(/^[0-9a-f]{8}$/) } },
  })
  const id = first.ok ? '' : String(first.error.details?.id)
  expect(log[0]).toContain(`internal error ${id} in schemes.list: TypeError`)
  expect(log[0]).toMatch(/tiny-services\.ts:\d+:\d+/)
  expect(log.join() + JSON.stringify(first)).not.toMatch(/张三|row 12|\/test\/fixtures/)
})

test('a handler that returns nothing replies null, never undefined', async () => {
  const { dispatch } = await tiny()
  expect(await dispatch('templates.list', {})).toStrictEqual({ ok: true, value: null })
})

test('a request cannot reach Object.prototype', async () => {
  const { dispatch } = await tiny()
  const request: unknown = JSON.parse('{"key":"a","value":{"__proto__":{"polluted":true}}}')
  await dispatch('settings.set', request)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  expect(await dispatch('app.info', JSON.parse('{"__proto__":{"x":1}}'))).toMatchObject({ ok: false })
})

test('a job method replies with its id at once; the outcome follows as events and by jobs.get', async () => {
  const { dispatch, events } = await tiny()
  const started = await dispatch('recompute.run', {})
  expect(started).toEqual({ ok: true, value: { jobId: expect.any(String) } })
  const { jobId } = (started as { value: { jobId: string } }).value
  await expect
    .poll(() => events.at(-1))
    .toMatchObject({ type: 'job', job: { id: jobId, state: 'failed', error: { code: 'no-book' } } })
  expect(await dispatch('jobs.get', { jobId })).toMatchObject({ ok: true, value: { state: 'failed' } })
  expect(await dispatch('jobs.list', {})).toMatchObject({ ok: true, value: [{ id: jobId }] })
  expect(await dispatch('jobs.cancel', { jobId })).toEqual({ ok: true, value: { cancelled: false } })
})

test('while a job runs, reads are answered and writes are refused as busy', async () => {
  const gate = Promise.withResolvers<void>()
  const { dispatch } = await tiny({
    'batches.undo': async () => {
      await gate.promise
      throw new Error('not reached in this test before the gate opens')
    },
  })
  await dispatch('batches.undo', { batchId: 1 })
  expect(await dispatch('book.status', {})).toEqual({ ok: true, value: { open: false } })
  expect(await dispatch('book.close', {})).toMatchObject({ ok: false, error: { code: 'busy' } })
  gate.resolve()
  await expect.poll(() => dispatch('book.close', {})).toEqual({ ok: true, value: null })
})

test('changes of the data are passed on as events', async () => {
  const { dispatch, events } = await tiny()
  await dispatch('settings.set', { key: 'a', value: 1 })
  await dispatch('book.close', {})
  expect(events).toEqual([{ type: 'data-changed', revision: 1 }, { type: 'book-changed' }])
})
