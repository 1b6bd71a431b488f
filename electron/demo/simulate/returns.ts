import { type CompiledPolicy, compilePolicy } from '#engine/payment/compile.ts'
import type { PolicyDocument } from '#engine/payment/policy.ts'
import { settleCase } from '#engine/payment/settle.ts'
import { type Exact, exact, roundToFen } from '#shared/domain/exact.ts'
import type { GroupingStatus } from '#shared/domain/grouping.ts'
import { fen } from '#shared/domain/money.ts'
import { type Random, randomStream } from '../random.ts'
import type { DemoCase } from './types.ts'

/** What the insurer of the demonstration settled for a case. Weight and standard are exact texts, yuan; money is fen. */
export interface DemoReturn {
  readonly caseNo: string
  readonly group: string
  readonly weight: string
  readonly standard: string
  readonly class: '正常' | '高倍率' | '低倍率' | '按项目' | ''
  readonly chargeFen: number
  readonly paymentFen: number
  readonly patientFen: number
  readonly deductionFen: number | null
  readonly reason: string
}

/** A rate that the insurer let float in one month, and a weight it holds since one: index of the month from 2024-07. */
const FLOATED = { month: 20, insurance: '居民', to: '8942.15' } as const
const REWEIGHTED = { since: 15, drg: 'IE19', to: '2.8210' } as const

/** Shares of cases that come back otherwise than computed here, by cause. */
const MISSING = 0.003
const UNKNOWN = 0.001
const DEDUCTED = 0.005
const ASSESSED = 0.0025
const ADDED = 0.003
const ROUNDED = 0.003
const UNTOLD = 0.001
const UNSPLIT = 0.001
/** Of high outliers settled as normal ones, and of cases paid by their charge whose charge came in otherwise. */
const RECLASSED = 0.12
const RECHARGED = 0.08

/**
 * The insurer of the demonstration: it settles by the same policy, but for a floated rate, a changed weight and the single cases that
 * make a reconciliation worth while. Drawn from streams of its own, so that no other figure depends on it.
 * @param document the demonstration's payment policy
 */
export function demoInsurer(document: PolicyDocument, seed: number) {
  const usual = compilePolicy(document)
  const floated = compilePolicy(changed(document, FLOATED.to, null))
  const reweighted = compilePolicy(changed(document, null, REWEIGHTED.to))
  /** Returns of one discharge: mostly one, none where nothing came back, two where a stranger's came along. */
  return (demoCase: DemoCase, monthIndex: number): DemoReturn[] => {
    const { stay, returnedGroup } = demoCase
    if (returnedGroup === '') return []
    const random = randomStream(seed, 3, monthIndex, Number(stay.caseNo.slice(-5)))
    const policy =
      monthIndex === FLOATED.month && stay.patient.insurance === FLOATED.insurance
        ? floated
        : monthIndex >= REWEIGHTED.since && returnedGroup === REWEIGHTED.drg
          ? reweighted
          : usual
    const missing = random.chance(MISSING)
    const unknown = random.chance(UNKNOWN)
    const settled = varied(random, settledBy(policy, random, demoCase))
    return [...(missing ? [] : [settled]), ...(unknown ? [{ ...settled, caseNo: strangerOf(stay.caseNo) }] : [])]
  }
}

/** A number of the same month that no discharge of the department has. */
const strangerOf = (caseNo: string): string => `${caseNo.slice(0, -5)}9${caseNo.slice(-4)}`

function changed(document: PolicyDocument, rate: string | null, weight: string | null): PolicyDocument {
  const { pricing, groups } = document
  if (pricing.mode !== 'weight') throw new Error('the demonstration prices by weight')
  return {
    ...document,
    pricing: {
      ...pricing,
      baseRates: pricing.baseRates.map((row) =>
        rate !== null && row.insurance === FLOATED.insurance ? { ...row, rate } : row,
      ),
    },
    groups: groups.map((group) => (weight !== null && group.drg === REWEIGHTED.drg ? { ...group, rw: weight } : group)),
  }
}

const CLASSES: Readonly<Record<string, DemoReturn['class']>> = { normal: '正常', high: '高倍率', low: '低倍率' }

const statusOf = (group: string): GroupingStatus =>
  group === '0000' ? 'ungrouped' : group.endsWith('QY') ? 'ambiguous' : 'grouped'

function settledBy(policy: CompiledPolicy, random: Random, { stay, money, returnedGroup }: DemoCase): DemoReturn {
  const settle = (chargeFen: number) =>
    settleCase(policy, {
      status: statusOf(returnedGroup),
      drg: returnedGroup,
      insurance: stay.patient.insurance,
      charge: fen(chargeFen),
      patientPay: fen(money.patientFen),
      cost: null,
    })
  const first = settle(money.statedFen)
  const byCharge = first.class === 'high' || first.class === 'low'
  const chargeFen = byCharge && random.chance(RECHARGED) ? money.statedFen - 12_600 : money.statedFen
  const { class: kind, rw, standard, payment } = chargeFen === money.statedFen ? first : settle(chargeFen)
  const asNormal = kind === 'high' && standard !== null && random.chance(RECLASSED)
  return {
    caseNo: stay.caseNo,
    group: returnedGroup === '0000' ? '' : returnedGroup,
    weight: text(rw, 4),
    standard: text(standard, 2),
    class: asNormal ? '正常' : (CLASSES[kind] ?? (standard === null ? '按项目' : '')),
    chargeFen,
    paymentFen: roundToFen((asNormal ? standard : payment) ?? exact(0)),
    patientFen: money.patientFen,
    deductionFen: null,
    reason: returnedGroup === '0000' ? '主要诊断不能入组' : '',
  }
}

const text = (value: Exact | null, places: number): string => (value === null ? '' : value.toFixed(places))

/** At most one thing of its own befalls a case. */
function varied(random: Random, settled: DemoReturn): DemoReturn {
  const draw = random.unit()
  const plain = settled.class === '正常'
  const { paymentFen } = settled
  let share = 0
  const within = (next: number) => {
    share += next
    return draw < share
  }
  if (within(DEDUCTED)) {
    const deductionFen = random.pick([12_000, 35_050, 86_000, 120_000])
    return { ...settled, paymentFen: paymentFen - deductionFen, deductionFen, reason: '审核扣款' }
  }
  if (!plain) return settled
  if (within(ASSESSED))
    return { ...settled, paymentFen: paymentFen - Math.round(paymentFen * 0.02), reason: '病案质量考核扣减 2%' }
  if (within(ADDED))
    return { ...settled, paymentFen: paymentFen + random.pick([98_000, 236_000, 410_000]), reason: '国谈药单独支付' }
  if (within(ROUNDED)) return { ...settled, paymentFen: Math.round(paymentFen / 100) * 100 }
  if (within(UNTOLD)) return { ...settled, paymentFen: paymentFen - random.pick([5_500, 18_000]) }
  if (within(UNSPLIT)) {
    const standard = exact(settled.standard).times('0.97')
    return { ...settled, weight: '', standard: standard.toFixed(2), paymentFen: roundToFen(standard) }
  }
  return settled
}
