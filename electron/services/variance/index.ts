import type { Handlers, ServiceEnv } from '#core/handler.ts'
import type { Explanation } from '#shared/contract/figures.ts'
import type { VarianceQuery } from '#shared/contract/variance.ts'
import type { Session } from '../session.ts'
import { type Comparison, comparisons } from './compare.ts'
import { drill } from './drill.ts'
import { explainVariance, type VarianceFigure } from './explain.ts'
import { exportVariance } from './export.ts'
import { noteHandlers } from './notes.ts'
import { varianceTable } from './table.ts'

type VarianceHandlers = Pick<Handlers, 'variance.table' | 'variance.drill' | 'variance.saveNote' | 'variance.export'>

export interface VarianceService {
  readonly handlers: VarianceHandlers
  /** A figure of a variance table, opened. */
  readonly explain: (figure: VarianceFigure) => Explanation
}

export function varianceService(env: ServiceEnv, session: Session): VarianceService {
  const compare = comparisons(session)
  const reader = () => session.book().reader
  const within = <T>(query: VarianceQuery, read: (comparison: Comparison) => T): T =>
    reader().snapshot(() => read(compare(query)))
  return {
    handlers: {
      'variance.table': ({ limits, ...query }) =>
        within(query, (comparison) => varianceTable(reader(), comparison, limits)),
      'variance.drill': ({ group, resource, item, ...query }) =>
        within(query, (comparison) => drill(reader(), comparison, { group, resource, item })),
      'variance.export': ({ language, path, ...query }) =>
        exportVariance(
          env,
          session,
          within(query, (comparison) => comparison),
          language,
          path,
        ),
      ...noteHandlers(session),
    },
    explain: (figure) => within(figure.query, (comparison) => explainVariance(reader(), comparison, figure)),
  }
}
