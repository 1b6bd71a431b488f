import { KINDS } from '#exchange/kinds/index.ts'
import type { RecordKind } from '#shared/domain/records.ts'
import type { Match } from './match-columns.ts'

/** Share of the required columns that the matches give; a numbered principal diagnosis or an age band counts. */
export function requiredShare(kind: RecordKind, matches: readonly Match[]): number {
  const keys = new Set(matches.map(({ key }) => key))
  const required = KINDS[kind].columns.filter((column) => column.required)
  const given = required.filter(
    ({ name }) =>
      keys.has(name) ||
      (name === 'dx' && keys.has('dx.1')) ||
      (name === 'age' && keys.has('age_band')) ||
      (name === 'period' && keys.has('settled_at')),
  )
  return given.length / required.length
}
