import type { SchemePlace } from '#shared/domain/grouping-review.ts'

/** Where the scheme browser stands, as the address keeps it: `adrg:IC2`. A DRG and a disease have nothing below and stand under what is above them. */
export function placeParam({ level, code }: Pick<SchemePlace, 'level' | 'code'>): string {
  return `${level}:${code}`
}

const BRANCHES = ['mdc', 'adrg', 'type'] as const

/** Null for the scheme itself, and for anything else the address may say. */
export function placeOfParam(
  text: string | null,
): { readonly level: (typeof BRANCHES)[number]; readonly code: string } | null {
  const match = /^([a-z]+):(.+)$/s.exec(text ?? '')
  const level = BRANCHES.find((known) => known === match?.[1])
  const code = match?.[2]
  return level === undefined || code === undefined ? null : { level, code }
}
