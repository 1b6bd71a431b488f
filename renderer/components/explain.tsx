import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'
import type { FigureRef } from '#shared/contract/figure-ref.ts'
import { ExplainDrawer } from './explain-drawer.tsx'

const ExplainContext = createContext<((figure: FigureRef) => void) | null>(null)

/** Gives every page `useExplain`; the drawer itself lives here, above all of them. */
export function ExplainProvider({ children }: { readonly children: ReactNode }) {
  const [figure, setFigure] = useState<FigureRef | null>(null)
  const [open, setOpen] = useState(false)
  const cameFrom = useRef<Element | null>(null)
  const explain = useCallback((next: FigureRef) => {
    cameFrom.current = document.activeElement
    setFigure(next)
    setOpen(true)
  }, [])
  const close = useCallback(() => {
    setOpen(false)
    // Back to the figure, so that the next arrow key goes on from there.
    if (cameFrom.current instanceof HTMLElement && cameFrom.current.isConnected) cameFrom.current.focus()
  }, [])
  return (
    <ExplainContext value={explain}>
      {children}
      {figure !== null && <ExplainDrawer figure={figure} open={open} onClose={close} />}
    </ExplainContext>
  )
}

/** Opens a figure: definition, formula with its numbers, inputs, the cases behind it. */
export function useExplain(): (figure: FigureRef) => void {
  const explain = useContext(ExplainContext)
  if (explain === null) throw new Error('useExplain outside ExplainProvider')
  return explain
}
