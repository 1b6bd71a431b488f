import { useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'

/** What a part of the page does before it is printed: a grid brings in the rows that are not here yet. */
type Prepare = () => Promise<void>

let printing = false
const listeners = new Set<() => void>()
const preparing = new Set<Prepare>()

function setPrinting(next: boolean): void {
  if (printing === next) return
  printing = next
  for (const listener of listeners) listener()
}

/** True while the page is laid out for paper: light colours, tables in full. */
export function usePrinting(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    () => printing,
  )
}

export function onBeforePrint(prepare: Prepare): () => void {
  preparing.add(prepare)
  return () => {
    preparing.delete(prepare)
  }
}

/** Two frames: one to lay the page out for paper, one for charts to draw themselves anew in it. */
const twoFrames = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))

/** Lays the page out for paper with everything on it, and hands it to the printer. */
export async function printPage(): Promise<void> {
  await Promise.allSettled([...preparing].map((prepare) => prepare()))
  setPrinting(true)
  await twoFrames()
  try {
    window.print()
  } finally {
    setPrinting(false)
  }
}

/** Printing that begins elsewhere (the browser's own menu) cannot wait for rows; it gets those that are here. */
export function watchPrinting(): () => void {
  const before = (): void => flushSync(() => setPrinting(true))
  const after = (): void => setPrinting(false)
  const onKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== 'p') return
    event.preventDefault()
    void printPage()
  }
  window.addEventListener('beforeprint', before)
  window.addEventListener('afterprint', after)
  window.addEventListener('keydown', onKey)
  return () => {
    window.removeEventListener('beforeprint', before)
    window.removeEventListener('afterprint', after)
    window.removeEventListener('keydown', onKey)
  }
}
