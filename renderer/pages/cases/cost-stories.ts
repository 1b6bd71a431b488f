import type { CaseCostSide } from '#shared/contract/costing-reports.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { Fen } from '#shared/domain/money.ts'
import { formatDecimal, MISSING } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { poolName, type Translate } from '#shared/i18n/cost-names.ts'
import type { CostStory } from '../costing/cost-drawer.tsx'
import { shareOf } from '../costing/ledger/ledger-words.ts'

type Part = CaseCostSide['parts'][number]

/** What the drawer tells of each figure of a case's cost. */
export interface CaseStories {
  readonly total: () => CostStory
  readonly element: (label: string, amount: Fen) => CostStory
  readonly part: (part: Part, name: string) => CostStory
}

export function caseStories(
  { t, say }: { readonly t: Translate; readonly say: (text: Bilingual) => string },
  caseNo: string,
  side: CaseCostSide,
): CaseStories {
  const yuan = (amount: Fen): string => formatFen(amount, 'yuan')
  const story = (title: string, amount: Fen, formula: string, substituted: string): CostStory => ({
    title,
    result: { text: yuan(amount), unit: t('unit.yuan'), negative: amount < 0 },
    ...{ formula, substituted, source: t('units.source') },
    inputs: [
      { label: t('run.preferred'), value: t(`costing.method.${side.method}`) },
      { label: t('methods.total'), value: yuan(side.total) },
      { label: t('ledger.share'), value: shareOf(amount, side.total) },
    ],
  })
  const summands = ({ goods, parts }: CaseCostSide): string => {
    const amounts = [...(goods === null ? [] : [goods.drugs, goods.materials]), ...parts.map(({ amount }) => amount)]
    const told = amounts.filter((amount) => amount !== 0)
    return told.length === 0 ? yuan(side.total) : told.map(yuan).join(' + ')
  }
  const title = (element: string): string => t('caseCost.explain.element', { element, caseNo })
  return {
    total: () => ({
      ...story(
        title(t('case.cost')),
        side.total,
        t(`costing.method.${side.method}.what`),
        t('costing.equation', { left: summands(side), right: yuan(side.total) }),
      ),
      inputs: [
        ...(side.goods === null
          ? []
          : [
              { label: t('caseCost.goodsDrugs'), value: yuan(side.goods.drugs) },
              { label: t('caseCost.goodsMaterials'), value: yuan(side.goods.materials) },
            ]),
        ...side.parts.map(({ pool, amount }) => ({ label: poolName(t, say, pool), value: yuan(amount) })),
      ],
    }),
    element: (label, amount) =>
      story(
        title(label),
        amount,
        t('caseCost.explain.elementFormula'),
        t('caseCost.explain.elementNumbers', {
          amount: yuan(amount),
          total: yuan(side.total),
          share: shareOf(amount, side.total),
        }),
      ),
    part: ({ used, unit, rate, amount, pool }, name) =>
      story(
        title(name),
        amount,
        pool === t('caseCost.goodsDrugs') || pool === t('caseCost.goodsMaterials')
          ? t('caseCost.explain.goodsFormula')
          : t('caseCost.explain.partFormula'),
        used === null || unit === null || rate === null
          ? t('caseCost.explain.partOnly', { amount: yuan(amount) })
          : t('caseCost.explain.partNumbers', {
              used: formatDecimal(used, 2),
              unit: say(unit),
              rate: rate === null ? MISSING : formatDecimal(rate, 6),
              amount: yuan(amount),
            }),
      ),
  }
}
