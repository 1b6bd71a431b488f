import { useCallback } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { changeParams } from './filters.ts'

type Changes = Readonly<Record<string, string | null>>

/** Where the window is at this moment; what a component rendered with may be a page ago. */
function addressNow(): { readonly pathname: string; readonly params: URLSearchParams } {
  const [pathname, search] = window.location.hash.replace(/^#/, '').split('?', 2)
  return { pathname: pathname === undefined || pathname === '' ? '/' : pathname, params: new URLSearchParams(search) }
}

/**
 * Changes parameters of the page's address (null removes one). What a page asks for once its work is done does not bring back somebody
 * who has left it.
 */
export function useChangeAddress(): (changes: Changes, options: { readonly replace: boolean }) => void {
  const { pathname } = useLocation()
  const navigate = useNavigate()
  return useCallback(
    (changes, options) => {
      const now = addressNow()
      if (now.pathname !== pathname) return
      void navigate({ pathname, search: changeParams(now.params, changes).toString() }, options)
    },
    [navigate, pathname],
  )
}
