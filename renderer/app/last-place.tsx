import { useEffect, useRef } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { useSetting } from '#renderer/data/use-setting.ts'
import { useBook } from './book.tsx'

const SAVE_AFTER_MS = 800

/** The window opens where it was closed, as long as it is the same book. */
export function LastPlace() {
  const book = useBook()
  const location = useLocation()
  const navigate = useNavigate()
  const [saved, save] = useSetting('ui.lastPlace')
  const restored = useRef(false)
  const fresh = useRef(location.search === '' && (location.pathname === '/' || location.pathname === '/overview'))

  useEffect(() => {
    if (restored.current) return
    restored.current = true
    if (!fresh.current || typeof saved !== 'object' || saved === null) return
    const { book: path, pathname, search } = saved as Record<string, unknown>
    if (path === book.path && typeof pathname === 'string' && typeof search === 'string') {
      void navigate({ pathname, search }, { replace: true })
    }
  }, [book.path, navigate, saved])

  useEffect(() => {
    const timer = setTimeout(
      () => save({ book: book.path, pathname: location.pathname, search: location.search }),
      SAVE_AFTER_MS,
    )
    return () => clearTimeout(timer)
  }, [book.path, location.pathname, location.search, save])
  return null
}
