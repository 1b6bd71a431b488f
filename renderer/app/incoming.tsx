import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'

/** Files dropped or chosen, waiting for the data page to take them one after another. */
interface Incoming {
  readonly files: readonly File[]
  offer(files: readonly File[]): void
  /** Removes the first file: it has been dealt with. */
  take(): void
}

const IncomingContext = createContext<Incoming | null>(null)

export function IncomingProvider({ children }: { readonly children: ReactNode }) {
  const [files, setFiles] = useState<readonly File[]>([])
  const offer = useCallback((more: readonly File[]) => setFiles((old) => [...old, ...more]), [])
  const take = useCallback(() => setFiles((old) => old.slice(1)), [])
  const value = useMemo(() => ({ files, offer, take }), [files, offer, take])
  return <IncomingContext value={value}>{children}</IncomingContext>
}

export function useIncoming(): Incoming {
  const incoming = useContext(IncomingContext)
  if (incoming === null) throw new Error('useIncoming outside IncomingProvider')
  return incoming
}
