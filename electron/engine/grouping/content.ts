import type { SchemeForm } from '#shared/domain/scheme-load.ts'
import { type CompiledScheme, compileDefinition, compileScheme } from './compile.ts'
import type { SchemeDefinition } from './definition.ts'
import { defineOfficial } from './official/define.ts'
import { FALLBACK_MDC, isAmbiguous, isFallbackAdrg, type OfficialTables } from './official/tables.ts'
import type { SchemeTables } from './tables.ts'

/** A scheme as it was read from its file, in whichever form: what a book stores of it. */
export type SchemeContent =
  | { readonly form: 'package'; readonly tables: SchemeTables }
  | { readonly form: 'official'; readonly tables: OfficialTables }

/** Throws `scheme-invalid` naming the first fault. */
export function compileContent(content: SchemeContent): CompiledScheme {
  return content.form === 'package'
    ? compileScheme(content.tables)
    : compileDefinition(defineOfficial(content.tables).definition, [])
}

export interface SchemeCounts {
  readonly mdcs: number
  readonly adrgs: number
  readonly drgs: number
}

/** How many groups a scheme has, each code once. In the official form the bins for what fits no group are not groups. */
export function countGroups({ mdcs }: SchemeDefinition, form: SchemeForm): SchemeCounts {
  const adrgs = mdcs.flatMap((mdc) => mdc.adrgs)
  const codes = (rows: readonly { readonly code: string }[]) => new Set(rows.map((row) => row.code)).size
  if (form === 'package')
    return { mdcs: mdcs.length, adrgs: codes(adrgs), drgs: codes(adrgs.flatMap((adrg) => adrg.drgs)) }
  const groups = adrgs.filter(({ code }) => !isAmbiguous(code) && !isFallbackAdrg(code))
  return {
    mdcs: mdcs.filter(({ code }) => code !== FALLBACK_MDC).length,
    adrgs: codes(groups),
    drgs: codes(groups.flatMap((adrg) => adrg.drgs)),
  }
}

/** Names of all levels by code, those of an MDC, DRG and ADRG in this order; the first of a code names it. */
export function groupNames({ mdcs }: SchemeDefinition): readonly { readonly code: string; readonly name: string }[] {
  const adrgs = mdcs.flatMap((mdc) => mdc.adrgs)
  return [...mdcs, ...adrgs.flatMap((adrg) => adrg.drgs), ...adrgs]
    .map(({ code, name }) => ({ code, name }))
    .filter(({ name }) => name !== '')
}
