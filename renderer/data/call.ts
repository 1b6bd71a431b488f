import type { Bridge } from '#shared/contract/bridge.ts'
import type { Method, ReplyValueOf, RequestOf } from '#shared/contract/contract.ts'
import type { Reply } from '#shared/contract/reply.ts'
import { type Problem, ProblemError } from '#shared/domain/problem.ts'
import { words } from '#shared/i18n/words/index.ts'

/** Unwraps a reply for code that prefers a thrown problem (react-query does). */
export function unwrap<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new ProblemError(reply.error)
  return reply.value
}

/** @throws ProblemError whatever goes wrong, the bridge itself included */
export async function callValue<M extends Method>(
  bridge: Bridge,
  method: M,
  request: RequestOf<M>,
): Promise<ReplyValueOf<M>> {
  try {
    return unwrap(await bridge.call(method, request))
  } catch (error) {
    throw new ProblemError(problemOf(error))
  }
}

/** Any thrown thing as a problem that can be shown; an unforeseen error keeps its message as a detail to copy. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return { code: 'internal', message: words['problem.unexpected'], details: { detail } }
}
