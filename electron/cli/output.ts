import type { Bilingual, Language } from '#shared/domain/bilingual.ts'
import { ProblemError } from '#shared/domain/problem.ts'

/** Chinese where the system speaks it, else English: a command line has no settings page. `KEHENG_LANG` decides. */
export function cliLanguage(env: NodeJS.ProcessEnv = process.env): Language {
  const stated = env.KEHENG_LANG ?? env.LC_ALL ?? env.LANG ?? ''
  return stated.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function tell(text: Bilingual): void {
  say(text[cliLanguage()])
}

/** The machine's form: one JSON document on standard output. */
export function printJson(value: unknown): void {
  say(JSON.stringify(value, null, 2))
}

/** Rows as aligned columns; numbers to the right. East Asian characters take two places in a terminal. */
export function printTable(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [header, ...rows]
  const widths = header.map((_, column) => Math.max(...all.map((row) => displayWidth(row[column] ?? ''))))
  const numeric = header.map(
    (_, column) => rows.length > 0 && rows.every((row) => /^[-−+]?[\d,.]*%?$|^—$/.test(row[column] ?? '')),
  )
  for (const row of all) {
    say(
      row
        .map((cell, column) => {
          const pad = ' '.repeat((widths[column] ?? 0) - displayWidth(cell))
          return numeric[column] ? pad + cell : cell + pad
        })
        .join('  ')
        .trimEnd(),
    )
  }
}

function displayWidth(text: string): number {
  let width = 0
  for (const character of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
      character,
    )
      ? 2
      : 1
  return width
}

/** Prints what went wrong to standard error. Exit code 1: something could not be read or done. */
export function reportProblem(error: unknown, json: boolean): void {
  const problem = error instanceof ProblemError ? error.problem : null
  if (problem === null) {
    process.stderr.write(`keheng: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  } else if (json) {
    process.stderr.write(`${JSON.stringify({ error: problem })}\n`)
  } else {
    process.stderr.write(`keheng: ${problem.message[cliLanguage()]} [${problem.code}]\n`)
  }
}
