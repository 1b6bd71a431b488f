import { job, nothing, reply } from './method-spec.ts'
import { SURPLUS_REQUESTS, type SurplusStepRows, type SurplusTree, type SurplusWaterfall } from './surplus.ts'
import { type SavedView, VIEW_REQUESTS } from './views.ts'

/** Surplus as a tree and as a waterfall, and the views a person kept. */
export const SURPLUS_METHODS = {
  'surplus.tree': reply<SurplusTree>()(SURPLUS_REQUESTS.tree),
  'surplus.exportTree': job<{ readonly path: string; readonly rows: number }>()(SURPLUS_REQUESTS.exportTree),
  'surplus.waterfall': reply<SurplusWaterfall>()(SURPLUS_REQUESTS.waterfall),
  'surplus.step': reply<SurplusStepRows>()(SURPLUS_REQUESTS.step),
  'surplus.pins': reply<readonly string[]>()(nothing),
  'surplus.setPins': reply<readonly string[]>()(SURPLUS_REQUESTS.setPins),
  'views.list': reply<readonly SavedView[]>()(nothing),
  'views.save': reply<SavedView>()(VIEW_REQUESTS.save),
  'views.remove': reply<null>()(VIEW_REQUESTS.remove),
  'views.order': reply<null>()(VIEW_REQUESTS.order),
} as const
