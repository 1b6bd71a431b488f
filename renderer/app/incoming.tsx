import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'

/** Who takes a file: the data page, the inbox (packages), or the trust list (cards). */
export type Taker = 'data' | 'package' | 'card'

interface Waiting {
  readonly taker: Taker
  readonly file: File
}

interface Queue {
  readonly waiting: readonly Waiting[]
  offer(taker: Taker, files: readonly File[]): void
  /** Removes the first file of a taker: it has been dealt with. */
  take(taker: Taker): void
}

const IncomingContext = createContext<Queue | null>(null)

export function IncomingProvider({ children }: { readonly children: ReactNode }) {
  const [waiting, setWaiting] = useState<readonly Waiting[]>([])
  const offer = useCallback(
    (taker: Taker, files: readonly File[]) =>
      setWaiting((old) => [...old, ...files.map((file): Waiting => ({ taker, file }))]),
    [],
  )
  const take = useCallback(
    (taker: Taker) =>
      setWaiting((old) => {
        const first = old.find((one) => one.taker === taker)
        return old.filter((one) => one !== first)
      }),
    [],
  )
  const value = useMemo(() => ({ waiting, offer, take }), [waiting, offer, take])
  return <IncomingContext value={value}>{children}</IncomingContext>
}

function useQueue(): Queue {
  const queue = useContext(IncomingContext)
  if (queue === null) throw new Error('useQueue outside IncomingProvider')
  return queue
}

/** Hands files over to whoever takes them. */
export function useHandOver(): Queue['offer'] {
  return useQueue().offer
}

/** Files dropped or chosen, waiting for one taker to deal with them one after another. */
export function useIncoming(taker: Taker): {
  readonly files: readonly File[]
  offer(files: readonly File[]): void
  take(): void
} {
  const queue = useQueue()
  const { waiting, offer, take } = queue
  return useMemo(
    () => ({
      files: waiting.flatMap((one) => (one.taker === taker ? [one.file] : [])),
      offer: (files) => offer(taker, files),
      take: () => take(taker),
    }),
    [waiting, offer, take, taker],
  )
}
