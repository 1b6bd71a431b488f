import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useCall } from '#renderer/data/use-call.ts'
import type { JobMethod, Method, ReplyValueOf, RequestOf } from '#shared/contract/contract.ts'
import type { ProblemError } from '#shared/domain/problem.ts'

/** What changes without the book changing (files, folders, the log of exports): asked anew whenever its place is shown. */
export function useFreshCall<M extends Exclude<Method, JobMethod>>(
  method: M,
  request: RequestOf<M>,
  enabled = true,
): UseQueryResult<ReplyValueOf<M>, ProblemError> {
  const query = useCall(method, request, enabled)
  const { refetch } = query
  useEffect(() => {
    if (enabled) void refetch()
  }, [enabled, refetch])
  return query
}
