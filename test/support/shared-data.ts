import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Reference data beside the project, not part of it; tests that need it skip with the reason where it is missing. */
const SHARED = join(import.meta.dirname, '..', '..', '..', 'shared')

export function sharedPath(...parts: string[]): string {
  return join(SHARED, ...parts)
}

/** Null when the data is there; otherwise prints why the test is skipped and returns the reason. */
export function missingShared(...parts: string[]): string | null {
  const path = sharedPath(...parts)
  if (existsSync(path)) return null
  const reason = `skipped: no reference data at ${path}`
  process.stderr.write(`${reason}\n`)
  return reason
}
