import type { ServerResponse } from 'node:http'
import type { CoreClient } from '#core/client.ts'

/** A line every so often keeps proxies and sleeping laptops from taking the silence for a broken line. */
const HEARTBEAT_MS = 15_000
/** A page that reads slower than this much is cut off; its bridge connects again and asks for the current state. */
const BACKLOG_BYTES = 8 * 1024 * 1024

export interface EventStreams {
  open(response: ServerResponse): void
  closeAll(): void
}

/** Sends the core's events to any number of pages, one JSON document per line; an empty line is a heartbeat. */
export function createEventStreams(client: CoreClient, heartbeatMs = HEARTBEAT_MS): EventStreams {
  const open = new Set<ServerResponse>()
  const sendAll = (line: string) => {
    for (const response of open) {
      if (response.writableLength > BACKLOG_BYTES) response.destroy()
      else response.write(line)
    }
  }
  const unsubscribe = client.onEvent((event) => sendAll(`${JSON.stringify(event)}\n`))
  const heartbeat = setInterval(() => sendAll('\n'), heartbeatMs)
  heartbeat.unref()

  return {
    open(response) {
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8' })
      // The first line tells the page that the subscription stands.
      response.write('\n')
      open.add(response)
      response.once('close', () => open.delete(response))
    },
    closeAll() {
      unsubscribe()
      clearInterval(heartbeat)
      for (const response of open) response.end()
    },
  }
}
