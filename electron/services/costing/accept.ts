import type { CallContext } from '#core/handler.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { COST_METHOD_NAMES, type CostMethod } from '#shared/domain/costing.ts'
import { problem } from '#shared/domain/problem.ts'
import { refreshFacts } from '#store/case-costs.ts'
import { type Inverse, recordCommand } from '#store/commands.ts'
import { getRun, listInForce, markRun, putInForce, type StoredRun } from '#store/costing-runs.ts'
import type { ReadableDb, WritableDb } from '#store/database.ts'
import { closedPeriods } from '#store/periods.ts'
import { bumpDataRevision, isStale, readSettings, writeSettings } from '#store/settings.ts'
import { audit } from '../audit.ts'
import { now } from '../clock.ts'
import type { Session } from '../session.ts'
import { isOutdated, outcomeOf } from './runs.ts'

type CostingInverse = Extract<Inverse, { readonly kind: 'costing-accept' }>

/**
 * Puts the costs of a run in the place of those the pages show, month by month, by one method: the one asked for where the month
 * has it, else the best it has. Months closed since the run keep what they were closed with.
 * @throws ProblemError `bad-request` when data changed since, `period-closed` when no month is open, `not-found` when no month of
 *   the run was costed by the method
 */
export async function acceptRun(
  session: Session,
  run: StoredRun,
  wanted: CostMethod | undefined,
  context: CallContext,
): Promise<void> {
  const { writer } = session.book()
  if (isOutdated(writer, run))
    throw problem(
      'bad-request',
      '核算之后病例、明细、台账、动因或目录有改动，请重新核算后再启用。',
      'Cases, lines, ledger, drivers or the catalogue changed after this run; run the costing again before putting it in force.',
    )
  const months = monthsToAccept(writer, run, wanted ?? run.preferred, wanted !== undefined)
  const label: Bilingual = {
    zh: `启用成本核算 ${run.id}（${run.from} 至 ${run.to}，${methodNames(months, 'zh')}）`,
    en: `Put costing ${run.id} in force (${run.from} to ${run.to}, ${methodNames(months, 'en')})`,
  }
  await writer.longTransaction(async () => {
    const before = new Map(listInForce(writer).map((entry) => [entry.period, entry]))
    const inverse: CostingInverse = {
      kind: 'costing-accept',
      runId: run.id,
      acceptedBefore: run.acceptedAt,
      months: months.map(({ period }) => {
        const previous = before.get(period)
        return {
          period,
          previous: previous === undefined ? null : { runId: previous.runId, method: previous.method },
        }
      }),
    }
    await exchange(writer, months, context)
    markRun(writer, run.id, now())
    recordCommand(writer, label, inverse, now())
    audit(session, 'costing-accept', label)
  })
  session.changed()
}

interface ChosenMonth {
  readonly period: string
  readonly chosen: { readonly runId: number; readonly method: CostMethod } | null
}

function methodNames(months: readonly ChosenMonth[], language: keyof Bilingual): string {
  const methods = new Set(months.flatMap(({ chosen }) => (chosen === null ? [] : [chosen.method])))
  return [...methods].map((method) => COST_METHOD_NAMES[method][language]).join(language === 'zh' ? '、' : ', ')
}

function monthsToAccept(db: ReadableDb, run: StoredRun, wanted: CostMethod, strict: boolean): ChosenMonth[] {
  const closed = new Set<string>(closedPeriods(db).map(({ period }) => period))
  const costed = outcomeOf(run).months.filter(({ cases, sums }) => cases > 0 && sums.length > 0)
  const open = costed.filter(({ period }) => !closed.has(period))
  if (open.length === 0)
    throw problem(
      'period-closed',
      '这次核算的月份都已结账，或没有核算出成本，无可启用。',
      'Every month of this run is closed or has no costs: there is nothing to put in force.',
      { runId: run.id },
    )
  if (strict && !open.some(({ sums }) => sums.some(({ method }) => method === wanted)))
    throw problem(
      'not-found',
      `这次核算没有“${COST_METHOD_NAMES[wanted].zh}”的结果，请改选方法。`,
      `This run has no costs by “${COST_METHOD_NAMES[wanted].en}”; choose another method.`,
      { runId: run.id, method: wanted },
    )
  return open.map(({ period, sums }) => {
    const found = sums.find(({ method }) => method === wanted) ?? sums[0]!
    return { period, chosen: { runId: run.id, method: found.method } }
  })
}

/** Each month in turn; a change of revision with figures that are true of it already, as after a trial. */
async function exchange(
  db: WritableDb,
  months: readonly ChosenMonth[],
  { report, breathe }: CallContext,
): Promise<void> {
  for (const [index, { period, chosen }] of months.entries()) {
    putInForce(db, period, chosen)
    refreshFacts(db, period)
    report({ phase: { zh: '交换新旧成本', en: 'Exchanging old and new costs' }, done: index + 1, total: months.length })
    await breathe()
  }
  const fresh = !isStale(db)
  bumpDataRevision(db)
  if (fresh) writeSettings(db, { computedRevision: readSettings(db).dataRevision })
}

/** Why an accepted costing cannot be taken back now, or null. */
export function costingUndoBlocked(db: ReadableDb, inverse: CostingInverse): Bilingual | null {
  const closed = closedPeriods(db).find(({ period }) => inverse.months.some((month) => month.period === period))
  if (closed !== undefined)
    return {
      zh: `${closed.period} 已结账，撤销会改动它的成本。如需撤销，请先对 ${closed.period} 反结账。`,
      en: `${closed.period} is closed, and undoing this would change its costs. Reopen ${closed.period} first.`,
    }
  const inForce = new Map(listInForce(db).map((entry) => [entry.period, entry.runId]))
  const later = inverse.months.find(({ period }) => inForce.get(period) !== inverse.runId)
  if (later !== undefined)
    return {
      zh: `${later.period} 之后又启用了别的核算结果，请先撤销它。`,
      en: `Another costing was put in force for ${later.period} since: undo that first.`,
    }
  const gone = inverse.months.find(({ previous }) => previous !== null && getRun(db, previous.runId) === undefined)
  if (gone !== undefined)
    return {
      zh: `${gone.period} 之前的核算结果已删除，不能再换回。`,
      en: `The costing before this one of ${gone.period} was discarded and cannot come back.`,
    }
  return null
}

/** Carries out the inverse: what was in force before is again, or the costs that came with the files. */
export async function takeBackCosting(db: WritableDb, inverse: CostingInverse, context: CallContext): Promise<void> {
  await exchange(
    db,
    inverse.months.map(({ period, previous }) => ({ period, chosen: previous })),
    context,
  )
  markRun(db, inverse.runId, inverse.acceptedBefore)
}
