export type StatedUnit = 'yuan' | 'fen' | 'wan' | 'thousand'

const UNITS: Readonly<Record<string, StatedUnit>> = { 元: 'yuan', 分: 'fen', 万元: 'wan', 千元: 'thousand' }

/** Case, width, blanks and joining marks make no difference between headings: `Total.Charges`, `total_charges`. */
export function normaliseHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200b\ufeff_.\-*:'"“”#]+/g, '')
}

/** The heading without remarks in brackets: `总费用（万元）` → `总费用`. */
export function bareHeading(heading: string): string {
  return normaliseHeading(heading.normalize('NFKC').replace(/[([【{].*?[)\]】}]/g, ''))
}

/** The unit that a heading or a title states, such as `金额（万元）` or `单位：元`. */
export function statedUnit(text: string): StatedUnit | null {
  const match = /(?:[([【]|单位[::]?|[/:])\s*(万元|千元|元|分)/.exec(text.normalize('NFKC').replace(/\s+/g, ''))
  return match === null ? null : (UNITS[match[1]!] ?? null)
}
