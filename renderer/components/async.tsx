import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { problemOf } from '#renderer/data/call.ts'
import { Loading } from './loading.tsx'
import { ProblemAlert } from './problem-alert.tsx'

/** An answer of the core: quiet while it is awaited, its problem with a retry, or what to show for it. */
export function Async<T>({
  query,
  children,
  rows,
}: {
  readonly query: UseQueryResult<T, Error>
  readonly children: (value: T) => ReactNode
  readonly rows?: number
}) {
  if (query.isError) return <ProblemAlert problem={problemOf(query.error)} onRetry={() => void query.refetch()} />
  if (query.data === undefined) return <Loading {...(rows === undefined ? {} : { rows })} />
  return <div className={query.isPlaceholderData ? 'outdated' : undefined}>{children(query.data)}</div>
}
