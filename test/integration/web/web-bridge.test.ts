import { afterEach, beforeEach, expect, test } from 'vitest'
import { subscribeEvents } from '#renderer/app/bridge/event-stream.ts'
import type { CoreEvent } from '#shared/contract/jobs.ts'
import { type RunningHost, startHost } from './web-harness.ts'

let web: RunningHost
let unsubscribe: () => void = () => {}
beforeEach(async () => {
  web = await startHost({ heartbeatMs: 50 })
})
afterEach(async () => {
  unsubscribe()
  await web.close()
})

function open(token: string): Promise<Response> {
  const address = `http://127.0.0.1:${web.host.port}/api/events`
  return fetch(address, { method: 'POST', headers: { Authorization: `Bearer ${token}` } })
}

test('events arrive as lines, heartbeats between them are no events', async () => {
  const events: CoreEvent[] = []
  const opened = Promise.withResolvers<void>()
  unsubscribe = subscribeEvents({
    open: async () => {
      const response = await open(web.token)
      opened.resolve()
      return response
    },
    emit: (event) => events.push(event),
    jobs: async () => [],
  })
  await opened.promise
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(events).toEqual([])
  await web.core.client.call('settings.set', { key: '单位', value: '万元' })
  await expect.poll(() => events).toEqual([{ type: 'data-changed', revision: 1 }])
})

test('after a broken line the page is told to ask again and gets the state of the jobs it may have missed', async () => {
  const events: CoreEvent[] = []
  let responses = 0
  unsubscribe = subscribeEvents({
    open: async () => {
      responses += 1
      // The first line ends in the middle of an event, as when the machine sleeps.
      if (responses === 1) return new Response('{"type":"book-changed"}\n{"type":"jo')
      return open(web.token)
    },
    emit: (event) => events.push(event),
    jobs: async () => {
      const jobs = await web.core.client.call('jobs.list', {})
      return jobs.ok ? jobs.value : []
    },
  })
  const started = await web.core.client.call('recompute.run', {})
  const id = started.ok ? started.value.jobId : ''
  await expect.poll(() => events.at(-1)).toMatchObject({ type: 'job', job: { id, state: 'failed' } })
  expect(events.map(({ type }) => type).slice(0, 2)).toEqual(['book-changed', 'book-changed'])
})

test('the stream needs the token like everything else', async () => {
  expect((await open('wrong')).status).toBe(401)
})

test('closing the host ends open streams', async () => {
  const response = await open(web.token)
  const text = response.text()
  const other = web
  await other.host.close()
  expect(await text).toMatch(/^\n+$/)
})
