import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { SchemeLoadKind, SchemeLoadLine } from '#shared/domain/scheme-load.ts'

/** Lines of one kind told one by one for a sheet; the rest are counted. */
const LINES_EACH = 300

export function line(
  kind: SchemeLoadKind,
  sheet: string | null,
  row: number | null,
  message: Bilingual,
  more: Partial<Pick<SchemeLoadLine, 'authority' | 'correction'>> = {},
): SchemeLoadLine {
  return { kind, sheet, row, message, authority: null, correction: null, ...more }
}

/** The lines a person can still read through, and how many more there are of a kind in a sheet. */
export function shortened(lines: readonly SchemeLoadLine[]): readonly SchemeLoadLine[] {
  const groups = Map.groupBy(lines, ({ kind, sheet }) => `${kind} ${sheet ?? ''}`)
  return [...groups.values()].flatMap((group) => {
    const more = group.length - LINES_EACH
    const [first] = group
    if (more <= 0 || first === undefined) return group
    const rest = line(first.kind, first.sheet, null, {
      zh: `另有 ${more} 处，同上`,
      en: `and ${more} more of the same`,
    })
    return [...group.slice(0, LINES_EACH), rest]
  })
}
