import { useText } from '#renderer/app/text.tsx'
import { CostTags } from '#renderer/components/cost-tags.tsx'
import type { SheetCosting } from '#shared/contract/costing-reports.ts'
import { CARE_STAGE_NAMES, CARE_STAGES, COST_ELEMENT_NAMES, COST_ELEMENTS } from '#shared/domain/costing.ts'
import { formatFen } from '#shared/format/money.ts'

/** The unit cost of the sheet now: in all, by stage, by element, and what was assumed. */
export function SheetTotals({ cost }: { readonly cost: SheetCosting }) {
  const { t, say } = useText()
  const stages = CARE_STAGES.filter((stage) => cost.byStage[stage] !== 0)
  const elements = COST_ELEMENTS.filter((element) => cost.byElement[element] !== 0)
  return (
    <div className="sheet-totals" data-testid="sheet-totals">
      <p className="case-result">
        {t('sheets.total', { amount: formatFen(cost.total, 'yuan') })}{' '}
        <CostTags tag={{ method: 'bottom-up', certainty: cost.certainty, coverage: 'full' }} />
      </p>
      <dl className="facts sheet-facts">
        {stages.map((stage) => (
          <div key={stage}>
            <dt>{say(CARE_STAGE_NAMES[stage])}</dt>
            <dd className="num">{formatFen(cost.byStage[stage], 'yuan')}</dd>
          </div>
        ))}
        {elements.map((element) => (
          <div key={element}>
            <dt>{say(COST_ELEMENT_NAMES[element])}</dt>
            <dd className="num">{formatFen(cost.byElement[element], 'yuan')}</dd>
          </div>
        ))}
      </dl>
      {cost.assumed.length > 0 && (
        <p className="muted panel-note" data-testid="sheet-assumed">
          {t('caseCost.assumed', {
            facts: cost.assumed.map((fact) => t(`sheets.fact.${fact}`)).join(t('common.listComma')),
          })}
        </p>
      )}
    </div>
  )
}
