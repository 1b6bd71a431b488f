import type { FlowBand, FlowNode } from '#renderer/charts/flow-chart.tsx'
import type { AllocationLink, AllocationReport } from '#shared/contract/costing-reports.ts'
import type { MoneyUnit } from '#shared/format/money.ts'
import { formatFen } from '#shared/format/money.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'

/** Ends of bands that are no cost center. */
export const PLACES = [
  'department',
  'others',
  'unallocated',
  'cases',
  'goods',
  'unused',
  'other-users',
  'no-pool',
  'difference',
] as const
export type Place = (typeof PLACES)[number]

const CENTER = 'center:'

/** What a node of the flow is called. */
export function nodeName(t: Translate, key: string): string {
  if (key.startsWith(CENTER)) return key.slice(CENTER.length)
  const place = PLACES.find((known) => known === key)
  return place === undefined ? key : t(`allocation.place.${place}`)
}

/** Centers by class from the left, then the department, then where its cost ends. */
export function flowNodes(t: Translate, { centers, links }: AllocationReport): readonly FlowNode[] {
  const used = new Set(links.flatMap(({ from, to }) => [from, to]))
  const closing = centers.filter(({ open, center }) => !open && used.has(CENTER + center))
  const classes = [...new Set(closing.map((center) => center.class))].toSorted(
    (a, b) => STEPS.indexOf(a) - STEPS.indexOf(b),
  )
  const open = classes.length
  const inCenters = centers
    .filter(({ center }) => used.has(CENTER + center))
    .map(
      (center): FlowNode => ({
        key: CENTER + center.center,
        label: center.center,
        tone: center.class,
        column: center.open ? open : classes.indexOf(center.class),
      }),
    )
  const inPlaces = PLACES.filter((place) => used.has(place)).map(
    (place): FlowNode => ({
      key: place,
      label: nodeName(t, place),
      tone: place === 'department' || place === 'cases' ? place : 'rest',
      column: BEFORE_CASES.includes(place) ? open + 1 : open + 2,
    }),
  )
  return [...inCenters, ...inPlaces]
}

const STEPS = ['admin', 'support', 'technical', 'clinical'] as const
const BEFORE_CASES: readonly Place[] = ['department', 'others', 'unallocated']

export function flowBands(t: Translate, links: readonly AllocationLink[], unit: MoneyUnit): readonly FlowBand[] {
  return links.map(({ from, to, total }) => ({
    from,
    to,
    value: total,
    text: t('allocation.band', {
      from: nodeName(t, from),
      to: nodeName(t, to),
      amount: formatFen(total, unit),
      unit: t(`unit.${unit}`),
    }),
  }))
}
