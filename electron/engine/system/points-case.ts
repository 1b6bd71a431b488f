import { dipArithmetic, directorySource } from '#engine/dip/arithmetic.ts'
import type { CompiledDip } from '#engine/dip/compile.ts'
import { surplusSteps } from '#engine/payment/arithmetic.ts'
import type { SettledCase } from '#engine/payment/explain-case.ts'
import { equals, operand, plain } from '#engine/payment/number-text.ts'
import type { Settlement, SettlementFacts } from '#engine/payment/settle.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { DipResult } from '#shared/domain/dip.ts'
import { exactFromFen } from '#shared/domain/exact.ts'
import type { ArithmeticStep } from '#shared/domain/figure.ts'
import type { Period } from '#shared/domain/period.ts'
import { settleByPoints } from './assess.ts'

/** A case settled by points, told line by line like one settled by a policy: with the fund's part and both surpluses. */
export function settledByPoints(
  dip: CompiledDip,
  result: DipResult,
  facts: SettlementFacts,
  month: Period,
): SettledCase {
  const settlement = settleByPoints(dip, result, facts, month)
  const { insurance, charge } = facts
  const source = directorySource(dip)
  const steps = dipArithmetic(dip, { result, month, insurance, charge })
  return {
    facts,
    settlement,
    steps: [
      ...steps,
      ...fundSteps(settlement, facts, source),
      ...surplusSteps(facts, settlement).filter(({ id }) => id === 'surplus-B3'),
    ],
    source,
  }
}

function fundSteps(
  { payment, fundPart }: Settlement,
  { patientPay }: SettlementFacts,
  source: Bilingual,
): ArithmeticStep[] {
  if (payment === null || fundPart === null || patientPay === null) return []
  const patient = exactFromFen(patientPay)
  return [
    {
      id: 'patient',
      label: { zh: '个人负担', en: 'Patient part' },
      formula: plain(patient),
      value: patient.toFixed(),
      unit: 'yuan',
      source,
    },
    {
      id: 'fund',
      label: { zh: '基金支付（不低于 0）', en: 'Fund part (never below zero)' },
      formula: `max(0, ${operand(payment, 2)} − ${operand(patient, 2)}) ${equals(fundPart, 2)}`,
      value: fundPart.toFixed(),
      unit: 'yuan',
      source,
    },
  ]
}
