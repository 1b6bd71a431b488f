import { useEffect, useState } from 'react'
import { useCore } from './provider.tsx'

/** Grows whenever stored data changed: for what pages through rows by itself instead of through `useCall`. */
export function useRevision(): number {
  const { bridge } = useCore()
  const [revision, setRevision] = useState(0)
  useEffect(
    () =>
      bridge.onEvent((event) => {
        if (event.type === 'data-changed' || event.type === 'book-changed') setRevision((now) => now + 1)
      }),
    [bridge],
  )
  return revision
}
