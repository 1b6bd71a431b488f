import { type Problem, ProblemError } from '#shared/domain/problem.ts'

/** The answer to any call: a value, or a problem in both languages. A bad call is never `undefined`. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Problem }

/** The value of a reply. @throws ProblemError the problem of a reply that has none */
export function unwrap<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value
  throw new ProblemError(reply.error)
}
