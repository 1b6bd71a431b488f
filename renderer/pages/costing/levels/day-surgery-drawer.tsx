import { useText } from '#renderer/app/text.tsx'
import { CaseTags } from '#renderer/components/cost-tags.tsx'
import type { DaySurgeryReport } from '#shared/contract/costing-reports.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { CostDrawer } from '../cost-drawer.tsx'
import type { DaySurgeryFact } from './day-surgery-facts.ts'

/** A figure of day surgery with the sums it is made from. */
export function DaySurgeryDrawer({
  fact,
  report,
  onClose,
}: {
  readonly fact: DaySurgeryFact
  readonly report: DaySurgeryReport
  readonly onClose: () => void
}) {
  const { t } = useText()
  return (
    <CostDrawer
      onClose={onClose}
      tags={<CaseTags tags={report.tags} />}
      story={{
        title: fact.label,
        result: {
          text: fact.cell.text,
          unit: fact.money ? t('unit.yuan') : '',
          negative: fact.cell.negative === true,
        },
        formula: t(`daySurgery.formula.${fact.id}`),
        substituted: fact.substituted,
        inputs: [
          { label: t('daySurgery.cases'), value: formatCount(report.n) },
          { label: t('daySurgery.payment'), value: formatFen(report.payment, 'yuan') },
          { label: t('daySurgery.fixed'), value: formatFen(report.fixed, 'yuan') },
          { label: t('daySurgery.variable'), value: formatFen(report.variable, 'yuan') },
        ],
        source: t('daySurgery.source'),
      }}
    />
  )
}
