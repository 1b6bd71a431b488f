import { type UseQueryResult, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useCall } from '#renderer/data/use-call.ts'
import type { OwnIdentity } from '#shared/contract/sync.ts'
import type { ProblemError } from '#shared/domain/problem.ts'

/** This installation's identity. It belongs to no book, so a change of it is no event: who changes it says what it is now. */
export function useIdentity(): {
  readonly query: UseQueryResult<OwnIdentity | null, ProblemError>
  remember(own: OwnIdentity): void
} {
  const client = useQueryClient()
  const query = useCall('sync.identity', {})
  const remember = useCallback((own: OwnIdentity) => client.setQueryData(['sync.identity', {}], own), [client])
  return { query, remember }
}
