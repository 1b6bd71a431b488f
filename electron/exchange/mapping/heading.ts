import type { ColumnUnit } from './template-keys.ts'

const UNITS: Readonly<Record<string, ColumnUnit>> = {
  元: 'yuan',
  分: 'fen',
  万元: 'wan',
  千元: 'thousand',
  '%': 'percent',
}

/** What comes after is no part of a heading: any first row may be taken for one, whatever its cells hold. */
const LONGEST = 300

/** Case, width, blanks and joining marks make no difference between headings: `Total.Charges`, `total_charges`. */
export function normaliseHeading(heading: string): string {
  return heading
    .slice(0, LONGEST)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200b\ufeff_.\-*:'"“”#]+/g, '')
}

/** The heading without remarks in brackets: `总费用（万元）` → `总费用`; nor a percent sign after it. */
export function bareHeading(heading: string): string {
  return normaliseHeading(
    heading
      .slice(0, LONGEST)
      .normalize('NFKC')
      .replace(/[([【{].*?[)\]】}]|%\s*$/g, ''),
  )
}

/** The unit that a heading or a title states, such as `金额（万元）`, `单位：元` or `自付比例%`. */
export function statedUnit(text: string): ColumnUnit | null {
  const plain = text.slice(0, LONGEST).normalize('NFKC').replace(/\s+/g, '')
  const match = /(?:[([【]|单位[::]?|[/:])(万元|千元|元|分|%)|(%)$/.exec(plain)
  return match === null ? null : (UNITS[match[1] ?? match[2]!] ?? null)
}

/** Last column of a workbook of rejected rows: when the corrected file comes back, it is no column of it. */
export const REASON_HEADING = '原因/Reason'
