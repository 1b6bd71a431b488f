import type { Problem } from '#shared/domain/problem.ts'

/** The answer to any call: a value, or a problem in both languages. A bad call is never `undefined`. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Problem }
