import { type CompiledDip, compileDip } from '#engine/dip/compile.ts'
import type { DipTables } from '#engine/dip/tables.ts'
import type { CompiledScheme } from '#engine/grouping/compile.ts'
import { compileContent, type SchemeContent } from '#engine/grouping/content.ts'
import type { SchemeTables } from '#engine/grouping/tables.ts'

/** What a book stores of a grouping system of either kind, as it was read from its file. */
export type SystemContent = SchemeContent | { readonly form: 'dip'; readonly tables: DipTables }

/** A grouping system ready for cases: a DRG scheme, or a DIP directory. */
export type CompiledSystem =
  | { readonly kind: 'DRG'; readonly scheme: CompiledScheme }
  | { readonly kind: 'DIP'; readonly scheme: CompiledDip }

/** Throws `scheme-invalid` naming the first fault. */
export function compileSystem(content: SystemContent): CompiledSystem {
  return content.form === 'dip'
    ? { kind: 'DIP', scheme: compileDip(content.tables) }
    : { kind: 'DRG', scheme: compileContent(content) }
}

export function systemText(content: SystemContent): string {
  return JSON.stringify(content)
}

/** Reads `systemText`; the first books stored the tables of a package by themselves. */
export function systemOfText(text: string): SystemContent {
  const value = JSON.parse(text) as SystemContent | SchemeTables
  return 'form' in value ? value : { form: 'package', tables: value }
}
