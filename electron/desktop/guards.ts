import type { Session, WebContents } from 'electron'
import { isAppUrl } from './app-url.ts'

/** What a page of ours may ask the browser for, and why; everything else is denied, whoever asks. */
const ALLOWED_PERMISSIONS: Readonly<Record<string, string>> = {
  'clipboard-sanitized-write': 'copying grid rows and figures into a spreadsheet',
  fullscreen: 'the meeting mode',
}

function isAllowed(permission: string, address: string): boolean {
  return Object.hasOwn(ALLOWED_PERMISSIONS, permission) && isAppUrl(address)
}

/**
 * Denies permissions, devices, downloads and every request that is not for our own pages. Exports reach the person
 * through the save dialog, so a download started by a page is never ours.
 */
export function guardSession(session: Session, options: { readonly devTools: boolean }): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isAllowed(permission, details.requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => isAllowed(permission, origin))
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !staysHere(details.url, options.devTools) })
  })
  session.setSpellCheckerEnabled(false)
  // Without this Chromium may look for a proxy configuration in the network at start.
  void session.setProxy({ mode: 'direct' })
}

function staysHere(address: string, devTools: boolean): boolean {
  const url = URL.parse(address)
  if (url === null) return false
  if (url.protocol === 'data:') return true
  if (url.protocol === 'blob:') return isAppUrl(url.pathname)
  return isAppUrl(address) || (devTools && url.protocol === 'devtools:')
}

/** Keeps a page where it is: no navigation to elsewhere, no second window, no embedded guest. */
export function guardContents(contents: WebContents): void {
  const stay = (details: { readonly url: string; preventDefault: () => void }) => {
    if (!isAppUrl(details.url)) details.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
