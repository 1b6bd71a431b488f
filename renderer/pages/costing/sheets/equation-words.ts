import type { ActivitySheet, Equation, EquationTerm, LineCost, SheetCondition } from '#shared/domain/activity-sheet.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'
import { toPercent } from '../run/draft.ts'

type Say = (text: Bilingual) => string

/** How a line is worked out, in one short text: `2 人 ×（15 + 1 × 手术分钟 + 25（中转））`. */
export function equationWords(t: Translate, say: Say, sheet: ActivitySheet, cost: LineCost): string {
  switch (cost.kind) {
    case 'time':
      return t('sheets.timeWords', { members: cost.members, minutes: sumWords(t, cost.minutes) })
    case 'quantity':
      return sumWords(t, cost.quantity)
    case 'share': {
      const names = cost.of.map((id) => sheet.lines.find((line) => line.id === id)).flatMap((line) => line ?? [])
      const all = names.length > 3
      return t('sheets.shareWords', {
        rate: toPercentSafely(cost.rate),
        of: all
          ? t('sheets.linesCount', { n: names.length })
          : names.map(({ name }) => say(name)).join(t('common.listComma')),
      })
    }
  }
}

function sumWords(t: Translate, { base, terms }: Equation): string {
  return [...(base === '0' && terms.length > 0 ? [] : [base]), ...terms.map((term) => termWords(t, term))]
    .join(' + ')
    .replaceAll('+ -', '− ')
}

function termWords(t: Translate, { add, when, per }: EquationTerm): string {
  const amount = per === null ? add : t('sheets.perWords', { add, fact: t(`sheets.fact.${per}`) })
  return when.length === 0
    ? amount
    : t('sheets.whenWords', { amount, when: when.map((one) => conditionWords(t, one)).join(t('sheets.and')) })
}

/** A condition as a person says it. */
function conditionWords(t: Translate, condition: SheetCondition): string {
  const fact = t(`sheets.fact.${condition.fact}`)
  if ('from' in condition) {
    const { from, below } = condition
    if (from !== null && below !== null) return t('sheets.between', { fact, from, below })
    if (from !== null) return t('sheets.fromWords', { fact, from })
    return below === null ? fact : t('sheets.belowWords', { fact, below })
  }
  if (typeof condition.is === 'boolean') return condition.is ? fact : t('sheets.notWords', { fact })
  return t('sheets.isWords', { fact, words: condition.is.join(t('sheets.or')) })
}

/** A rate while it is being typed may be no number yet. */
function toPercentSafely(rate: string): string {
  return /^\d+(\.\d+)?$/.test(rate) ? toPercent(rate) : rate
}
