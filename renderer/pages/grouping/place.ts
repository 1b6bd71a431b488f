import type { SchemePlace } from '#shared/domain/grouping-review.ts'

/** Where the scheme browser stands, as the address keeps it: `adrg:IC2`. A DRG has nothing below and stands under its ADRG. */
export function placeParam({ level, code }: Pick<SchemePlace, 'level' | 'code'>): string {
  return `${level}:${code}`
}

/** Null for the scheme itself, and for anything else the address may say. */
export function placeOfParam(text: string | null): { readonly level: 'mdc' | 'adrg'; readonly code: string } | null {
  const match = /^(mdc|adrg):(.+)$/s.exec(text ?? '')
  const level = match?.[1] === 'mdc' ? 'mdc' : 'adrg'
  const code = match?.[2]
  return code === undefined ? null : { level, code }
}
