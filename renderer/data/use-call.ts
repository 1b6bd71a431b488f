import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { JobMethod, Method, ReplyValueOf, RequestOf } from '#shared/contract/contract.ts'
import type { ProblemError } from '#shared/domain/problem.ts'
import { callValue } from './call.ts'
import { useCore } from './provider.tsx'

/** Methods that answer a question; those that start something go through `useJob` or `useCommand`. */
type QueryMethod = Exclude<Method, JobMethod>

/**
 * What a page shows of the core: asked once per request, asked again when the data changed. While a new request is
 * under way the previous answer stays on screen (`isPlaceholderData`), so a page never blinks.
 */
export function useCall<M extends QueryMethod>(
  method: M,
  request: RequestOf<M>,
  enabled = true,
): UseQueryResult<ReplyValueOf<M>, ProblemError> {
  const { bridge } = useCore()
  return useQuery<ReplyValueOf<M>, ProblemError>({
    queryKey: [method, request],
    queryFn: () => callValue(bridge, method, request),
    placeholderData: keepPreviousData,
    enabled,
  })
}
