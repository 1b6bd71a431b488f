import { useCallback } from 'react'
import { useText } from '#renderer/app/text.tsx'
import type { StepId } from '#shared/contract/surplus.ts'
import { COST_ELEMENT_NAMES, COST_ELEMENTS } from '#shared/domain/costing.ts'
import { SETTLEMENT_CLASSES } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'

/** Parts of charges that a waterfall tells apart: the ten spokes, and charges that no line tells. */
const CHARGE_PARTS = [
  'drugs',
  'consumables',
  'examinations',
  'laboratory',
  'treatment',
  'surgery',
  'nursing',
  'bed-consultation',
  'other',
  'unclassified',
  'unlisted',
] as const

type StepName = (id: StepId, short: boolean) => readonly string[]

/** What a bar is called: in a line or two under the bar, or whole in the table. */
export function useStepName(basis: ComputedBasis): StepName {
  const { t, say } = useText()
  return useCallback<StepName>(
    (id, short) => {
      switch (id) {
        case 'charge':
        case 'payment':
          return [t(`surplus.waterfall.${id}`)]
        case 'surplus':
          return [t(`basis.${basis}`)]
        case 'standard':
        case 'without-cost':
          return [t(short ? `surplus.waterfall.${id}.short` : `surplus.waterfall.${id}`)]
      }
      const name = id.slice(id.indexOf(':') + 1)
      const settlement = SETTLEMENT_CLASSES.find((known) => known === name)
      if (id.startsWith('class:') && settlement !== undefined) {
        const label = t(`settlement.${settlement}`)
        return [short ? label : t('surplus.waterfall.class', { name: label })]
      }
      const element = COST_ELEMENTS.find((known) => known === name)
      if (basis === 'B3')
        return element === undefined ? [t('surplus.waterfall.part.unsplit')] : [say(COST_ELEMENT_NAMES[element])]
      const part = CHARGE_PARTS.find((known) => known === name)
      return [part === undefined ? name : t(`surplus.waterfall.part.${part}`)]
    },
    [t, say, basis],
  )
}
