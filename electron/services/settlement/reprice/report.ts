import type { ParsedOf } from '#shared/contract/contract.ts'
import type {
  PriceCause,
  RepricedAmounts,
  RepricedCase,
  RepricedTable,
  Repricing,
} from '#shared/contract/settlement-reprice.ts'
import { type Exact, exactFromFen, fromParts, ZERO } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { type Period, period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { surplusOfPayment, surplusText } from '#shared/domain/surplus-on-basis.ts'
import type { ReadableDb } from '#store/database.ts'
import { listPolicies } from '#store/policies.ts'
import { listRepricings, type StoredRepricing } from '#store/repricing-run.ts'
import {
  type RepricedCaseRow,
  type RepricedSums,
  repricedBy,
  repricedCases,
  repricedTotal,
} from '#store/repricing-sums.ts'
import { readSettings } from '#store/settings.ts'

/** Runs of the book, the newest first. */
export function repricings(db: ReadableDb): readonly Repricing[] {
  const { dataRevision, computedRevision } = readSettings(db)
  const policies = new Map(listPolicies(db).map((policy) => [policy.id, policy]))
  return listRepricings(db).map(({ policyId, ...run }: StoredRepricing): Repricing => {
    const policy = policies.get(policyId)!
    return {
      id: run.id,
      policy: {
        id: policyId,
        code: policy.code,
        name: { zh: policy.nameZh, en: policy.nameEn },
        status: policy.status,
      },
      from: run.from as Period | null,
      to: run.to as Period | null,
      at: run.at,
      cases: run.cases,
      leftOut: run.leftOut,
      outdated: run.dataRevision !== dataRevision || run.computedRevision !== computedRevision,
    }
  })
}

/** @throws ProblemError `not-found` */
export function requireRepricing(db: ReadableDb, id: number): Repricing {
  const found = repricings(db).find((run) => run.id === id)
  if (found === undefined)
    throw problem('not-found', `没有编号为 ${id} 的重新计价。`, `There is no pricing number ${id}.`, {
      repricingId: id,
    })
  return found
}

export function repricedTable(
  db: ReadableDb,
  { repricingId, slice, by }: ParsedOf<'settlement.repriced'>,
): RepricedTable {
  const repricing = requireRepricing(db, repricingId)
  const total = repricedTotal(db, repricingId, slice)
  const surplus = (payment: Exact) => ({
    basis: 'B1' as const,
    amount: surplusText(surplusOfPayment('B1', payment, exactFromFen(fen(total.bothCharge)))),
  })
  return {
    repricing,
    by,
    rows: repricedBy(db, repricingId, slice, by).map((row) => ({
      key: row.key ?? '',
      label: row.label ?? '',
      ...amountsOf(row),
    })),
    total: amountsOf(total),
    counts: countsOf(total),
    surplus: {
      n: total.bothN,
      before: surplus(partsOf(total.bothBeforeFen, total.bothBeforeFrac)),
      after: surplus(partsOf(total.bothAfterFen, total.bothAfterFrac)),
    },
  }
}

function amountsOf(row: RepricedSums): RepricedAmounts {
  const before = partsOf(row.beforeFen, row.beforeFrac)
  const after = partsOf(row.afterFen, row.afterFrac)
  const weight = partsOf(row.weightFen, row.weightFrac)
  const coefficient = partsOf(row.coefficientFen, row.coefficientFrac)
  const causes: Readonly<Record<PriceCause, Exact>> = {
    weight,
    coefficient,
    rate: partsOf(row.factorsFen, row.factorsFrac).minus(weight).minus(coefficient),
    class: partsOf(row.classFen, row.classFrac),
    priced: partsOf(row.pricedFen, row.pricedFrac),
  }
  return {
    n: row.n,
    changed: row.changed,
    before: before.toFixed(),
    after: after.toFixed(),
    change: after.minus(before).toFixed(),
    causes: {
      weight: causes.weight.toFixed(),
      coefficient: causes.coefficient.toFixed(),
      rate: causes.rate.toFixed(),
      class: causes.class.toFixed(),
      priced: causes.priced.toFixed(),
    },
  }
}

/** The rest of summed differences may be below zero. */
const partsOf = (whole: number, rest: number): Exact =>
  rest < 0 ? fromParts({ fen: whole - 1, frac: rest + 1e12 }) : fromParts({ fen: whole, frac: rest })

const countsOf = (row: RepricedSums): RepricedTable['counts'] => ({
  weight: row.weightN,
  coefficient: row.coefficientN,
  rate: row.factorsN,
  class: row.classN,
  priced: row.pricedN,
})

export function repricedCasePage(
  db: ReadableDb,
  { repricingId, slice, row, changedOnly, offset, limit }: ParsedOf<'settlement.repricedCases'>,
): { readonly total: number; readonly rows: readonly RepricedCase[] } {
  requireRepricing(db, repricingId)
  const found = repricedCases(db, repricingId, slice, row ?? null, changedOnly, offset, limit)
  return { total: found.total, rows: found.rows.map(asCase) }
}

function asCase(row: RepricedCaseRow): RepricedCase {
  const before = row.beforeFen === null ? null : partsOf(row.beforeFen, row.beforeFrac ?? 0)
  const after = row.afterFen === null ? null : partsOf(row.afterFen, row.afterFrac ?? 0)
  return {
    caseNo: row.caseNo,
    month: period(row.month),
    team: row.team,
    insurance: row.insurance,
    group: row.drg,
    charge: fen(row.charge),
    beforeClass: row.beforeClass,
    afterClass: row.afterClass,
    before: before?.toFixed() ?? null,
    after: after?.toFixed() ?? null,
    change: (after ?? ZERO).minus(before ?? ZERO).toFixed(),
    cause: row.cause,
  }
}
