import { z } from 'zod'
import { compareSchema } from './compare.ts'
import { figureRefSchema } from './figure-ref.ts'
import type { Explanation, Overview, SurplusTable } from './figures.ts'
import { job, language, path, reply } from './method-spec.ts'
import { basisSchema, dimensionSchema, sliceSchema } from './slice.ts'
import {
  STRUCTURE_REQUESTS,
  type StructureCases,
  type StructureItems,
  type StructureReport,
  type StructureRows,
} from './structure.ts'
import { VARIANCE_REQUESTS, type VarianceDrill, type VarianceTable } from './variance.ts'

/** Where the department earns and loses, and why. */
export const ANALYSIS_METHODS = {
  'overview.get': reply<Overview>()(z.strictObject({ slice: sliceSchema, compare: compareSchema, basis: basisSchema })),
  'surplus.table': reply<SurplusTable>()(
    z.strictObject({ slice: sliceSchema, by: dimensionSchema, basis: basisSchema }),
  ),
  'surplus.export': job<{ readonly path: string; readonly rows: number }>()(
    z.strictObject({ slice: sliceSchema, by: dimensionSchema, basis: basisSchema, language, path: path.optional() }),
  ),
  'structure.get': reply<StructureReport>()(STRUCTURE_REQUESTS.get),
  'structure.by': reply<StructureRows>()(STRUCTURE_REQUESTS.by),
  'structure.items': reply<StructureItems>()(STRUCTURE_REQUESTS.items),
  'structure.cases': reply<StructureCases>()(STRUCTURE_REQUESTS.cases),
  'variance.table': reply<VarianceTable>()(VARIANCE_REQUESTS.table),
  'variance.drill': reply<VarianceDrill>()(VARIANCE_REQUESTS.drill),
  'variance.saveNote': reply<null>()(VARIANCE_REQUESTS.saveNote),
  'variance.export': job<{ readonly path: string; readonly rows: number }>()(VARIANCE_REQUESTS.export),
  'explain.figure': reply<Explanation>()(z.strictObject({ figure: figureRefSchema })),
} as const
