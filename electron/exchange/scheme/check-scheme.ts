import { basename } from 'node:path'
import { missingWeights } from '#engine/grouping/missing-weights.ts'
import type { SchemeFinding } from '#engine/grouping/validate.ts'
import type { SchemeForm, SchemeLoadLine } from '#shared/domain/scheme-load.ts'
import { readSchemeFile, schemeOf } from './read-scheme.ts'

export interface SchemeCheck {
  readonly file: string
  readonly form: SchemeForm
  /** What keeps a package from being used, every one with its table and row. */
  readonly errors: readonly SchemeFinding[]
  /** What is odd, and the groups without a weight where weights were given. */
  readonly warnings: readonly SchemeLoadLine[]
}

/**
 * Checks a scheme without using it. `weighs`: whether a payment policy has a weight for a group. Throws what `readScheme` throws,
 * but for faults between the tables of a package, which are all told.
 */
export async function checkScheme(path: string, weighs: ((code: string) => boolean) | null): Promise<SchemeCheck> {
  const file = basename(path)
  const read = await readSchemeFile(path)
  const findings = read.form === 'package' ? read.findings : []
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) return { file, form: 'package', errors, warnings: [] }
  const { content, report } = await schemeOf(file, read, [])
  const odd = report.lines.filter(({ kind }) => kind === 'warning')
  const weightless = weighs === null ? [] : missingWeights(content, weighs, findings)
  return { file, form: content.form, errors, warnings: [...odd, ...weightless] }
}
