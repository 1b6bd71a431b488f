import type { Handlers } from '#core/handler.ts'
import { problem } from '#shared/domain/problem.ts'
import { getRun, listInForce, listRuns, removeRun } from '#store/costing-runs.ts'
import { audit } from '../audit.ts'
import type { Session } from '../session.ts'
import { acceptRun } from './accept.ts'
import { comparedCosts, compareRun } from './compare.ts'
import { runCosting } from './run-costing.ts'
import { asRun, requireRun } from './runs.ts'
import { currentConfig } from './settings.ts'

type RunHandlers = Pick<
  Handlers,
  'costing.run' | 'costing.runs' | 'costing.accept' | 'costing.discard' | 'costing.compare' | 'costing.comparedCases'
>

/** Costing beside the figures, comparing, and letting it take their place. */
export function runHandlers(session: Session): RunHandlers {
  return {
    'costing.run': ({ config }, context) =>
      runCosting(session, config ?? currentConfig(session.book().reader), context),

    'costing.runs': () => {
      const { reader } = session.book()
      return reader.snapshot(() => listRuns(reader).map((run) => asRun(reader, run)))
    },

    'costing.accept': async ({ runId, method }, context) => {
      await acceptRun(session, requireRun(session.book().writer, runId), method, context)
      const { reader } = session.book()
      return reader.snapshot(() => asRun(reader, requireRun(reader, runId)))
    },

    'costing.discard': async ({ runId }, { breathe }) => {
      const { writer } = session.book()
      requireRun(writer, runId)
      const inForce = listInForce(writer).find((entry) => entry.runId === runId)
      if (inForce !== undefined)
        throw problem(
          'not-allowed',
          `${inForce.period} 的成本正用着这次核算的结果，请先撤销启用或启用另一次核算，再删除。`,
          `The costs of ${inForce.period} are those of this run: undo putting it in force, or accept another, before discarding it.`,
          { runId, period: inForce.period },
        )
      await writer.longTransaction(async () => {
        const run = getRun(writer, runId)!
        await removeRun(writer, runId, breathe)
        audit(session, 'costing-discard', {
          zh: `删除成本核算 ${runId}（${run.from} 至 ${run.to}）`,
          en: `Discard costing ${runId} (${run.from} to ${run.to})`,
        })
      })
      session.changed()
      return null
    },

    'costing.compare': ({ runId }) => {
      const { reader } = session.book()
      return reader.snapshot(() => compareRun(reader, requireRun(reader, runId)))
    },

    'costing.comparedCases': ({ runId, offset, limit, ...wanted }) => {
      const { reader } = session.book()
      return reader.snapshot(() => comparedCosts(reader, requireRun(reader, runId), wanted, offset, limit))
    },
  }
}
