export const APP_SCHEME = 'app'
const APP_HOST = 'keheng'
export const START_URL = `${APP_SCHEME}://${APP_HOST}/`

/**
 * Whether an address is a page of ours. Parsed, never searched: `app://keheng.evil/`, `app://keheng@evil/` and
 * `https://evil/app://keheng/` all contain the right letters. (`URL.origin` is no help, it is "null" for this scheme.)
 */
export function isAppUrl(address: string): boolean {
  const url = URL.parse(address)
  return (
    url !== null &&
    url.protocol === `${APP_SCHEME}:` &&
    url.hostname === APP_HOST &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  )
}
