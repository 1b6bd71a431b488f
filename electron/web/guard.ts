import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Why a request is turned away, as the status it gets; null lets it in. */
export type Refusal = { readonly status: 401 | 403; readonly reason: string } | null

/**
 * Only pages this host served itself may speak to it. A wrong `Host` means a name was pointed at this machine (DNS
 * rebinding); a foreign `Origin` or fetch-site means another page in the browser is trying.
 */
export function checkOrigin(request: IncomingMessage, port: number): Refusal {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const { host, origin } = request.headers
  const site = request.headers['sec-fetch-site']
  if (host === undefined || !hosts.includes(host)) return { status: 403, reason: 'Host' }
  if (origin !== undefined && origin !== `http://${host}`) return { status: 403, reason: 'Origin' }
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return { status: 403, reason: 'Sec-Fetch-Site' }
  return null
}

/** A check of `Authorization: Bearer …` that takes the same time whatever was sent. */
export function tokenCheck(token: string): (request: IncomingMessage) => Refusal {
  const expected = digest(`Bearer ${token}`)
  return (request) => {
    const given = digest(request.headers.authorization ?? '')
    return timingSafeEqual(given, expected) ? null : { status: 401, reason: 'Authorization' }
  }
}

/** Equal length for `timingSafeEqual`, which would otherwise give the token's length away. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
