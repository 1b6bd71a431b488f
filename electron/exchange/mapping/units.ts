import { statedUnit } from './heading.ts'
import type { Match } from './match-columns.ts'
import type { ColumnUnit } from './template-keys.ts'

/** Prices are exact numbers, not amounts, but follow the unit of money of their column. */
const PRICES: ReadonlySet<string> = new Set(['unit_price', 'purchase_price', 'retail_price', 'standard'])
const SHARES: ReadonlySet<string> = new Set(['self_pay_ratio', 'target'])

export interface ProposedUnits {
  /** The unit of every amount, where they agree. */
  readonly moneyUnit: 'yuan' | 'fen' | 'wan' | null
  /** `unit.COLUMN` → unit, for the columns that differ. */
  readonly ofColumns: readonly (readonly [string, ColumnUnit])[]
  /** Without columns of amounts that are headed as percentages. */
  readonly matches: readonly Match[]
}

/** The units that headings state, else the title above them. Decided by column, never by cell. */
export function proposeUnits(
  header: readonly string[],
  matches: readonly Match[],
  above: readonly (readonly string[])[],
): ProposedUnits {
  const title = above
    .flat()
    .map(statedUnit)
    .find((unit) => unit !== null && unit !== 'percent')
  const isMoney = ({ column, key }: Match): boolean =>
    column?.type === 'money' || PRICES.has(key) || key.startsWith('part.')
  const stated = ({ index }: Match): ColumnUnit | null => statedUnit(header[index]!)

  const kept = matches.filter((match) => !(isMoney(match) && stated(match) === 'percent'))
  const money = kept.filter(isMoney).map((match) => [`unit.${match.key}`, stated(match) ?? title ?? 'yuan'] as const)
  const shares = kept
    .filter((match) => SHARES.has(match.key) && stated(match) === 'percent')
    .map(({ key }) => [`unit.${key}`, 'percent'] as const)
  const [unit, second] = [...new Set(money.map(([, of]) => of))]
  if (second === undefined && unit !== 'thousand' && unit !== 'percent') {
    return { moneyUnit: unit ?? null, ofColumns: shares, matches: kept }
  }
  return { moneyUnit: null, ofColumns: [...money, ...shares], matches: kept }
}
