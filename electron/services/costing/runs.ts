import type { CostingRun, CostTag, MethodOutlook, RunMonth, RunRef, TaggedCases } from '#shared/contract/costing.ts'
import type { CostingConfig } from '#shared/contract/costing-config.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { COST_METHODS, type CostMethod, type CostSource } from '#shared/domain/costing.ts'
import { type Period, period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { costingInputs } from '#store/costing-data.ts'
import { getRun, type InForce, listInForce, runOfMonths, type StoredRun } from '#store/costing-runs.ts'
import type { ReadableDb } from '#store/database.ts'
import type { CostedMonth } from './cost-month.ts'

/** What a run left to say beside its tables. */
export interface RunOutcome {
  readonly months: readonly CostedMonth[]
  readonly skipped: readonly { readonly period: Period; readonly reason: Bilingual }[]
  readonly closed: readonly Period[]
  readonly milliseconds: number
}

export const outcomeOf = (run: StoredRun): RunOutcome => JSON.parse(run.outcome) as RunOutcome
export const configOf = (run: StoredRun): CostingConfig => JSON.parse(run.config) as CostingConfig

/** @throws ProblemError `not-found` */
export function requireRun(db: ReadableDb, id: number): StoredRun {
  const run = getRun(db, id)
  if (run === undefined)
    throw problem('not-found', `没有编号为 ${id} 的成本核算。`, `There is no costing run number ${id}.`, { runId: id })
  return run
}

export function asRun(db: ReadableDb, run: StoredRun): CostingRun {
  const outcome = outcomeOf(run)
  const inForce = new Map(
    listInForce(db)
      .filter(({ runId }) => runId === run.id)
      .map((month) => [month.period, month.method]),
  )
  return {
    id: run.id,
    at: run.at,
    from: period(run.from),
    to: period(run.to),
    preferred: run.preferred,
    acceptedAt: run.acceptedAt,
    outdated: isOutdated(db, run),
    months: outcome.months.map((month) => asMonth(month, run.preferred, inForce.get(month.period) ?? null)),
    closed: outcome.closed,
    skipped: outcome.skipped,
    methods: outlook(outcome.months.map(({ choices }) => choices)),
    notes: outcome.months.flatMap(({ notes }) => notes),
    milliseconds: outcome.milliseconds,
    config: configOf(run),
  }
}

/** The data it was costed from is no longer what the book holds. */
export const isOutdated = (db: ReadableDb, run: StoredRun): boolean => run.inputs !== costingInputs(db)

function asMonth(
  { period: month, cases, ledger, sums }: CostedMonth,
  preferred: CostMethod,
  inForce: CostMethod | null,
): RunMonth {
  return {
    period: period(month),
    cases,
    ledger,
    closes: (sums.find(({ method }) => method === preferred) ?? sums[0])?.closes ?? true,
    inForce,
    sums: sums.map(({ method, total, tags, closes }) => {
      const tagged = tags.map((tag) => tagOfCases(flagsOf(method, tag), tag.n))
      return { ...leastSure(method, tagged), method, cases, total, closes, tags: tagged }
    }),
  }
}

/** Of a cost that came with its file: nobody here can say how sure it is, or what it covers. */
export const GIVEN = { method: 'given', certainty: 'given', coverage: 'full' } as const satisfies CostTag

/** A tag from the flags it is kept as. */
export const tagOf = <S extends CostSource>(
  method: S,
  estimated: number,
  partial: number,
): CostTag & { readonly method: S } => ({
  method,
  certainty: method === 'given' ? GIVEN.certainty : estimated === 1 ? 'estimated' : 'costed',
  coverage: partial === 1 ? 'partial' : 'full',
})

/** Tags of a run's outcome as a case's are kept. */
export const flagsOf = (
  method: CostMethod,
  { estimated, partial }: { readonly estimated: boolean; readonly partial: boolean },
) => ({ method, estimated: Number(estimated), partial: Number(partial) })

/** The same of several cases. */
export const tagOfCases = <S extends CostSource>(
  { method, estimated, partial }: { readonly method: S; readonly estimated: number; readonly partial: number },
  n: number,
): TaggedCases & { readonly method: S } => ({ ...tagOf(method, estimated, partial), n })

/** The tag of a sum: as sure and as full as its least sure case. */
export function leastSure(method: CostSource, tags: readonly CostTag[]): CostTag {
  const any = (wanted: CostTag['certainty']): boolean => tags.some(({ certainty }) => certainty === wanted)
  return {
    method,
    certainty: any('estimated') ? 'estimated' : any('given') ? 'given' : 'costed',
    coverage: tags.some(({ coverage }) => coverage === 'partial') ? 'partial' : 'full',
  }
}

/** What the methods can say over several months: possible where any month has it, as sure as the least sure of those. */
export function outlook(months: readonly CostedMonth['choices'][]): readonly MethodOutlook[] {
  return COST_METHODS.map((method) => {
    const choices = months.flatMap((month) => month.filter((choice) => choice.method === method))
    const possible = choices.filter((choice) => choice.possible)
    const telling = possible.length === 0 ? choices : possible
    const reasons = new Map(telling.flatMap((choice) => choice.reasons.map((reason) => [reason.zh, reason] as const)))
    return {
      ...leastSure(method, telling),
      method,
      possible: possible.length > 0,
      reasons: [...reasons.values()],
    }
  })
}

/** The run that stands for a month: asked for, in force, or the newest. */
export function runForMonth(db: ReadableDb, month: Period, runId?: number): StoredRun {
  const found = runOfMonths(db, runId).find((entry) => entry.period === month)
  if (found !== undefined) return requireRun(db, found.runId)
  throw noRun(month, month)
}

/** The run that stands for the last month of a span that has one. */
export function runForSpan(db: ReadableDb, from: string, to: string, runId?: number): StoredRun {
  const found = runOfMonths(db, runId).findLast((entry) => entry.period >= from && entry.period <= to)
  if (found !== undefined) return requireRun(db, found.runId)
  throw noRun(from, to)
}

const noRun = (from: string, to: string) =>
  problem(
    'costing-missing',
    `${from === to ? from : `${from} 至 ${to}`} 还没有核算成本，请先运行成本核算。`,
    `The costs of ${from === to ? from : `${from} to ${to}`} have not been worked out: run the costing first.`,
    { from, to },
  )

export function asRef(db: ReadableDb, run: StoredRun): RunRef {
  const inForce = listInForce(db).some(({ runId }) => runId === run.id)
  return { id: run.id, at: run.at, inForce, outdated: isOutdated(db, run) }
}

export const inForceOf = (db: ReadableDb, month: string): InForce | undefined =>
  listInForce(db).find((entry) => entry.period === month)
