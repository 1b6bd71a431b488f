import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { DEFAULT_PLAN, type PlanInputs, type PlanReport } from '#shared/contract/settlement-plan.ts'
import { exact } from '#shared/domain/exact.ts'
import { MoneyField, RateField, ShareField } from './fields.tsx'
import { PlanDrawer } from './plan-drawer.tsx'

type InsuranceInputs = PlanInputs['insurances'][number]

/** Of more than this the national rules leave no room (质量保证金一般不超过 5%). */
const USUAL_DEPOSIT = '0.05'

/** What hangs on the year as a whole, and the final rate of each insurance type or what it follows from. */
export function YearDrawer({ report, onClose }: { readonly report: PlanReport; readonly onClose: () => void }) {
  const { t } = useText()
  const [typed, setTyped] = useState(report.inputs)
  const set = (change: Partial<PlanInputs>) => setTyped((before) => ({ ...before, ...change }))
  const insurances = [...new Set(report.insurances.map(({ insurance }) => insurance))]
  const of = (insurance: string) => typed.insurances.find((each) => each.insurance === insurance) ?? { insurance }
  const setInsurance = (insurance: string, change: Partial<Record<keyof InsuranceInputs, unknown>>) =>
    set({
      insurances: [
        ...typed.insurances.filter((each) => each.insurance !== insurance),
        { ...of(insurance), ...change } as InsuranceInputs,
      ],
    })
  return (
    <PlanDrawer
      year={report.year}
      title={t('settle.plan.yearTitle', { year: report.year })}
      inputs={typed}
      onReset={report.kept ? () => null : undefined}
      onClose={onClose}
    >
      <ShareField
        label={t('settle.plan.advanceRatioYear')}
        value={typed.advanceRatio}
        onChange={(value) => set({ advanceRatio: value ?? DEFAULT_PLAN.advanceRatio })}
        testId="year-advance-ratio"
      />
      <ShareField
        label={t('settle.plan.depositRatio')}
        value={typed.depositRatio}
        onChange={(value) => set({ depositRatio: value ?? DEFAULT_PLAN.depositRatio })}
        testId="year-deposit"
      />
      {exact(typed.depositRatio).gt(USUAL_DEPOSIT) && (
        <p role="alert" className="negative">
          {t('settle.plan.depositHigh')}
        </p>
      )}
      <MoneyField
        label={t('settle.plan.depositReturned')}
        value={typed.depositReturned}
        onChange={(value) => set({ depositReturned: value ?? DEFAULT_PLAN.depositReturned })}
        testId="year-deposit-returned"
      />
      <MoneyField
        label={t('settle.plan.assessmentWhat')}
        value={typed.assessment}
        onChange={(value) => set({ assessment: value ?? DEFAULT_PLAN.assessment })}
        signed
        testId="year-assessment"
      />
      <RateField
        label={t('settle.plan.coefficient')}
        value={typed.coefficient}
        onChange={(value) => set({ coefficient: value ?? DEFAULT_PLAN.coefficient })}
        testId="year-coefficient"
      />
      {insurances.map((insurance, index) => {
        const known: InsuranceInputs = of(insurance)
        return (
          <fieldset key={insurance} className="settle-insurance">
            <legend>{insurance === '' ? t('missing.blank') : insurance}</legend>
            <RateField
              label={t('settle.plan.finalRate')}
              value={known.finalRate}
              onChange={(finalRate) => setInsurance(insurance, { finalRate })}
              placeholder={t('settle.plan.finalRateMonthly')}
              testId={`final-rate-${index}`}
            />
            <p className="muted">{t('settle.plan.finalRateFrom')}</p>
            <MoneyField
              label={t('settle.plan.fund')}
              value={known.fund}
              onChange={(fund) => setInsurance(insurance, { fund })}
              testId={`fund-${index}`}
            />
            <ShareField
              label={t('settle.plan.fundShare')}
              value={known.fundShare}
              onChange={(fundShare) => setInsurance(insurance, { fundShare })}
              placeholder="100"
              testId={`fund-share-${index}`}
            />
            <RateField
              label={t('settle.plan.regionTotal')}
              value={known.regionTotal}
              onChange={(regionTotal) => setInsurance(insurance, { regionTotal })}
              testId={`region-total-${index}`}
            />
            <ShareField
              label={t('settle.plan.fundRatio')}
              value={known.fundRatio}
              onChange={(fundRatio) => setInsurance(insurance, { fundRatio })}
              placeholder={t('settle.plan.fundRatioNone')}
              testId={`fund-ratio-${index}`}
            />
          </fieldset>
        )
      })}
    </PlanDrawer>
  )
}
