import { INDICATOR_REQUESTS, type IndicatorChart, type IndicatorList } from './indicators.ts'
import { job, reply } from './method-spec.ts'

/** Every indicator of a slice, its months between control limits. */
export const INDICATOR_METHODS = {
  'indicators.list': reply<IndicatorList>()(INDICATOR_REQUESTS.list),
  'indicators.chart': reply<IndicatorChart>()(INDICATOR_REQUESTS.chart),
  'indicators.export': job<{ readonly path: string; readonly rows: number }>()(INDICATOR_REQUESTS.export),
} as const
