import { z } from 'zod'
import { KNOWN_CORRECTIONS } from '#engine/grouping/official/corrections.ts'
import { OFFICIAL_EXTENSION } from '#engine/grouping/official/package-form.ts'
import { packageProblem } from './raw-table.ts'

/** What scheme.json says of an official workbook written as a package. */
export interface OfficialKeys {
  /** The title of the workbook, which names its edition. */
  readonly title: string
  /** Known corrections switched on when it was written. */
  readonly corrections: readonly string[]
}

const keys = z.object({
  extensions: z.array(z.string()).default([]),
  corrections: z.array(z.string()).default([]),
  source: z.string().default(''),
})

/**
 * The keys of the extension `chs-drg-3`; null for a package without extensions. Throws `scheme-invalid` naming an extension
 * or correction this version does not know: read without it, the scheme would group otherwise than it says.
 */
export function officialKeys(place: string, header: unknown): OfficialKeys | null {
  const parsed = keys.safeParse(header)
  if (!parsed.success) {
    const key = parsed.error.issues[0]?.path[0]
    // Any other fault is for the reader of the plain keys to tell.
    if (key !== 'extensions' && key !== 'corrections') return null
    throw packageProblem(place, null, null, {
      zh: `“${key}”应为一组文字`,
      en: `“${key}” should be a list of texts`,
    })
  }
  const { extensions, corrections, source } = parsed.data
  const foreign = extensions.find((name) => name !== OFFICIAL_EXTENSION)
  if (foreign !== undefined) {
    throw packageProblem(place, null, null, {
      zh: `不认识扩展“${foreign}”，本版本只认识 ${OFFICIAL_EXTENSION}`,
      en: `the extension “${foreign}” is unknown to this version, which knows ${OFFICIAL_EXTENSION}`,
    })
  }
  if (extensions.length === 0) return null
  const unknown = corrections.find((name) => !KNOWN_CORRECTIONS.some((known) => known.name === name))
  if (unknown !== undefined) {
    throw packageProblem(place, null, null, {
      zh: `“corrections”中没有名为“${unknown}”的更正`,
      en: `there is no correction “${unknown}” to be named in “corrections”`,
    })
  }
  return { title: source, corrections }
}
