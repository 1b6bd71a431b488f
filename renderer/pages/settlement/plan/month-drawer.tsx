import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import type { PlanInputs, PlanReport, PlanRow } from '#shared/contract/settlement-plan.ts'
import { formatFen } from '#shared/format/money.ts'
import { formatPercent } from '#shared/format/rate.ts'
import { MoneyField, RateField, ShareField } from './fields.tsx'
import { PlanDrawer } from './plan-drawer.tsx'

type MonthInputs = PlanInputs['months'][number]

/** What the insurer says of one month of one insurance type, where it is not what the book has. */
export function MonthDrawer({
  report,
  row,
  onClose,
}: {
  readonly report: PlanReport
  readonly row: PlanRow
  readonly onClose: () => void
}) {
  const { t } = useText()
  const { inputs, year } = report
  const { month, insurance } = row
  const others = inputs.months.filter((each) => each.month !== month || each.insurance !== insurance)
  const known = inputs.months.find((each) => each.month === month && each.insurance === insurance)
  const [typed, setTyped] = useState<MonthInputs>(known ?? { month, insurance })
  const set = <Name extends keyof MonthInputs>(name: Name, value: MonthInputs[Name]) =>
    setTyped((before) => ({ ...before, [name]: value }))
  const book = (name: PlanRow['typed'][number], shown: string) =>
    row.typed.includes(name) ? t('settle.plan.asBook') : shown
  return (
    <PlanDrawer
      year={year}
      title={t('settle.plan.monthTitle', { month, insurance: insurance === '' ? t('missing.blank') : insurance })}
      inputs={{ ...inputs, months: [...others, typed] }}
      onReset={known === undefined ? undefined : () => ({ ...inputs, months: others })}
      onClose={onClose}
    >
      <p className="muted">{t(row.kind === 'none' ? 'settle.plan.noRate' : 'settle.plan.monthWhat')}</p>
      <RateField
        label={t('settle.plan.rate')}
        value={typed.rate}
        onChange={(value) => set('rate', value)}
        placeholder={book('rate', row.rate ?? '—')}
        testId="plan-rate"
      />
      <ShareField
        label={t('settle.plan.advanceRatio')}
        value={typed.advanceRatio}
        onChange={(value) => set('advanceRatio', value)}
        placeholder={book('advanceRatio', formatPercent(row.advanceRatio))}
        testId="plan-advance-ratio"
      />
      <MoneyField
        label={t('settle.plan.patientPaid')}
        value={typed.patientPaid}
        onChange={(value) => set('patientPaid', value)}
        placeholder={book('patientPaid', formatFen(row.patientPaid, 'yuan'))}
        testId="plan-patient"
      />
      <MoneyField
        label={t('settle.plan.deductions')}
        value={typed.deductions}
        onChange={(value) => set('deductions', value)}
        placeholder={book('deductions', formatFen(row.deductions, 'yuan'))}
        testId="plan-deductions"
      />
      <MoneyField
        label={t('settle.plan.paid')}
        value={typed.paid}
        onChange={(value) => set('paid', value)}
        placeholder={book('paid', formatFen(row.advance, 'yuan'))}
        testId="plan-paid"
      />
    </PlanDrawer>
  )
}
