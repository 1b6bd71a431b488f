const KEY = 'keheng.token'

/**
 * The token the web host put behind the `#` of the address it opened. It moves at once to the tab's own storage, so
 * that it is in no address a person could copy, bookmark or project onto a wall; a reload of the tab still has it.
 */
export function takeToken(): string | null {
  const given = /^#token=([\w-]+)$/.exec(window.location.hash)?.[1]
  if (given === undefined) return window.sessionStorage.getItem(KEY)
  window.history.replaceState(null, '', window.location.pathname + window.location.search)
  window.sessionStorage.setItem(KEY, given)
  return given
}
