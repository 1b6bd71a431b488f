import { reply } from './method-spec.ts'
import { PORTFOLIO_REQUESTS, type PortfolioReport } from './portfolio.ts'

/** Groups by weight and return on cost, and by growth and surplus. */
export const PORTFOLIO_METHODS = {
  'portfolio.get': reply<PortfolioReport>()(PORTFOLIO_REQUESTS.get),
} as const
