import type { Handlers } from '#core/handler.ts'
import type { Session } from '../session.ts'
import { steadyReader } from '../steady-reading.ts'
import { structureCases, structureItems } from './items.ts'
import { structureReport } from './report.ts'
import { structureRows } from './rows.ts'

type Method = 'structure.get' | 'structure.by' | 'structure.items' | 'structure.cases'

/** 成本结构: what a slice spends its money on, beside what it can be compared with, down to items and cases. */
export function structureHandlers(session: Session): Pick<Handlers, Method> {
  const steady = steadyReader(session)
  return {
    'structure.get': (request, context) => steady((reading) => structureReport(reading, request), context),
    'structure.by': (request, context) => steady((reading) => structureRows(reading, request), context),
    'structure.items': (request, context) => steady((reading) => structureItems(reading, request), context),
    'structure.cases': (request, context) => steady((reading) => structureCases(reading, request), context),
  }
}
