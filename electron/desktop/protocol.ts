import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { SECURITY_HEADERS } from '#web/policy.ts'
import { findStaticFile } from '#web/static-files.ts'
import { APP_SCHEME, isAppUrl } from './app-url.ts'

/** Must run before the app is ready: gives our scheme an origin of its own, so that 'self' in the policy means us. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built pages, and nothing else, under `app://keheng/`. */
export function serveApp(rendererDir: string): void {
  protocol.handle(APP_SCHEME, async (request) => {
    if (request.method !== 'GET') return refusal(405)
    if (!isAppUrl(request.url)) return refusal(403)
    const found = await findStaticFile(rendererDir, new URL(request.url).pathname)
    if (found === null) return refusal(404)
    const body = await readFile(found.path)
    return new Response(body, { headers: { ...SECURITY_HEADERS, 'Content-Type': found.type } })
  })
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS })
}
