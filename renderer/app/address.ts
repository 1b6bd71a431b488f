/** Where the window is at this moment; what a component rendered with may be a page ago. */
export function addressNow(): { readonly pathname: string; readonly params: URLSearchParams } {
  const [pathname, search] = window.location.hash.replace(/^#/, '').split('?', 2)
  return { pathname: pathname === undefined || pathname === '' ? '/' : pathname, params: new URLSearchParams(search) }
}
