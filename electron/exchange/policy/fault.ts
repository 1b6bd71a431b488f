import type { Bilingual } from '#shared/domain/bilingual.ts'

/** One place where parts of a well-formed policy contradict each other. */
export interface PolicyFault {
  readonly path: readonly (string | number)[]
  readonly message: Bilingual
}

export const at = (path: PolicyFault['path'], zh: string, en: string): PolicyFault => ({ path, message: { zh, en } })

/** Positions of values seen before. */
export function repeated(values: readonly string[]): number[] {
  const seen = new Set<string>()
  return values.flatMap((value, index) => {
    if (seen.has(value)) return [index]
    seen.add(value)
    return []
  })
}
