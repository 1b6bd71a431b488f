import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { Bridge } from '#shared/contract/bridge.ts'
import { callValue } from './call.ts'
import { createJobStore, type JobStore } from './jobs.ts'

interface Core {
  readonly bridge: Bridge
  readonly jobs: JobStore
}

const CoreContext = createContext<Core | null>(null)

export function useCore(): Core {
  const core = useContext(CoreContext)
  if (core === null) throw new Error('useCore outside CoreProvider')
  return core
}

/** The core is on this machine: never wait for a network, never ask again unless the core says something changed. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 300_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

/** Settings belong to the program, not to the book: they stay when the data changes. */
const isBookData = (query: { readonly queryKey: readonly unknown[] }): boolean => query.queryKey[0] !== 'settings.get'

export function CoreProvider({ bridge, children }: { readonly bridge: Bridge; readonly children: ReactNode }) {
  const [client] = useState(createQueryClient)
  const [core] = useState<Core>(() => ({ bridge, jobs: createJobStore() }))

  useEffect(() => {
    const stop = core.bridge.onEvent((event) => {
      switch (event.type) {
        case 'job':
          core.jobs.apply(event.job)
          break
        case 'data-changed':
          void client.invalidateQueries({ predicate: isBookData })
          break
        case 'inbox-changed':
          void client.invalidateQueries({ queryKey: ['inbox.settings'] })
          void client.invalidateQueries({ queryKey: ['inbox.list'] })
          break
        case 'book-changed':
          // Figures of another book must not flash up: drop them, then ask again what is on screen.
          client.removeQueries({ predicate: (query) => isBookData(query) && query.getObserversCount() === 0 })
          void client.resetQueries({ predicate: isBookData })
          break
      }
    })
    // A reloaded window joins what is already under way.
    callValue(core.bridge, 'jobs.list', {}).then(
      (jobs) => {
        for (const job of jobs) core.jobs.apply(job)
      },
      () => {}, // the tray starts empty; events fill it
    )
    return stop
  }, [client, core])

  return (
    <CoreContext value={core}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </CoreContext>
  )
}
