import type { PortfolioClassId, PortfolioGroup, PortfolioReport } from '#shared/contract/portfolio.ts'
import { exact } from '#shared/domain/exact.ts'

/** Groups that stand in another class than in the months compared with; those with cases on one side only are not among them. */
export function movedOf({ groups }: PortfolioReport): readonly PortfolioGroup[] {
  return groups.filter((group) => group.before !== null && group.before.class !== group.class)
}

/** Groups that have a place by weight and return, and by growth and surplus. */
export const placedByReturn = ({ groups }: PortfolioReport): readonly PortfolioGroup[] =>
  groups.filter(({ cmi, costReturn }) => cmi !== null && costReturn !== null)
export const placedByGrowth = ({ groups }: PortfolioReport): readonly PortfolioGroup[] =>
  groups.filter(({ growth, surplusPerCase }) => growth !== null && surplusPerCase !== null)

/** Share of the cases that lie in groups of a class. */
export function shareOfClass({ classes, n }: PortfolioReport, id: PortfolioClassId): string {
  const own = classes.find((each) => each.id === id)?.n ?? 0
  return n === 0 ? '0' : exact(own).div(n).toFixed()
}

export const countOf = ({ classes }: PortfolioReport, id: PortfolioClassId): number =>
  classes.find((each) => each.id === id)?.groups ?? 0
