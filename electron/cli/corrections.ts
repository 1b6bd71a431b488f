import { Option } from 'commander'
import { KNOWN_CORRECTIONS } from '#engine/grouping/official/corrections.ts'
import type { SchemeLoadReport } from '#shared/domain/scheme-load.ts'

/** Known corrections of the official workbook as an option takes them: names, or `all` that fit. */
export type Corrections = 'all' | readonly string[]

/**
 * `--correct NAME`, which may stand several times; `all` means every one that fits. `alone`: so does the option without a name,
 * which a command with an argument of its own cannot tell from that argument.
 */
export function correctOption(alone: 'all' | null = null): Option {
  const option = new Option(
    alone === null ? '--correct <name>' : '--correct [name]',
    `fill a known gap of the official workbook by its name, or all that fit${alone === null ? ' (“all”)' : ''}; each is reported with its source`,
  ).argParser((name: string, before: Corrections | undefined): Corrections => {
    if (name === 'all' || before === 'all') return 'all'
    return [...(before ?? []), name]
  })
  return alone === null ? option : option.preset(alone)
}

/** The names that are asked for: a book takes corrections by name. */
export function correctionNames(asked: Corrections | undefined): readonly string[] {
  return asked === 'all' ? KNOWN_CORRECTIONS.map(({ name }) => name) : (asked ?? [])
}

/** A report without the corrections that do not fit, where nobody named them one by one. */
export function reportOf(report: SchemeLoadReport, asked: Corrections | undefined): SchemeLoadReport {
  if (asked !== 'all') return report
  return { ...report, lines: report.lines.filter(({ kind, correction }) => kind !== 'warning' || correction === null) }
}
