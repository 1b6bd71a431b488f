import { addElements, isNoCost, noCost, subtractElements, sumElements, totalFen } from '#engine/costing/elements.ts'
import { IN_FEN } from '#engine/costing/measure.ts'
import type { CostTag } from '#shared/contract/costing.ts'
import type { AllocationLink, AllocationReport, AllocationStepRow } from '#shared/contract/costing-reports.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { CenterClass, CostMethod, Elements } from '#shared/domain/costing.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import { centersOf, statementOf, stepsOf } from '#store/costing-read.ts'
import type { StoredRun } from '#store/costing-runs.ts'
import type { CenterRow, StatementRow } from '#store/costing-write.ts'
import type { ReadableDb } from '#store/database.ts'
import { asRef, configOf, flagsOf, inForceOf, leastSure, outcomeOf, tagOfCases } from './runs.ts'

const REASONS: Readonly<Record<'no-receiver' | 'closed-circle', Bilingual>> = {
  'no-receiver': {
    zh: '没有可接收的科室：该动因没有数量',
    en: 'nobody to receive it: no open center has any of the driver',
  },
  'closed-circle': { zh: '只在服务科室之间循环', en: 'its services never reach a center that stays open' },
}

/** One month's allocation as a table and as the bands of a flow picture, where each band says what it opens. */
export function allocationReport(db: ReadableDb, run: StoredRun, period: Period): AllocationReport {
  const of = { runId: run.id, period }
  const centers = centersOf(db, of)
  const classes = new Map(centers.map((center) => [center.center, center.class as CenterClass]))
  const steps = stepsOf(db, of).map((step, index): AllocationStepRow => {
    const { level, center, driver, driverTotal, pool, rate } = step
    return {
      ...{ index, level, center, driver, driverTotal, pool, rate },
      class: classes.get(center) ?? 'clinical',
      poolTotal: totalFen(pool),
      parts: step.parts.map((part) => ({ ...part, total: totalFen(part.amount) })),
    }
  })
  const costMethod = methodOf(db, run, period)
  const statement = costMethod === null ? [] : statementOf(db, { ...of, from: period, to: period }, costMethod)
  const shown = centers.map((center) => {
    const open = center.state === 'open'
    const whole = addElements(IN_FEN, center.own, center.received)
    const cost = open ? whole : noCost(IN_FEN)
    const { own, received, department } = center
    return {
      ...{ center: center.center, class: center.class as CenterClass, open, department, own, received, cost },
      total: totalFen(cost),
    }
  })
  return {
    run: asRef(db, run),
    period,
    method: configOf(run).allocation.method,
    costMethod,
    tag: costMethod === null ? null : tagOfMonth(run, period, costMethod),
    steps,
    centers: shown,
    unallocated: centers.flatMap(asUnallocated),
    links: [
      ...steps.flatMap(stepLinks),
      ...shown.filter(({ open }) => open).map(openLink),
      ...centers.flatMap(stuckLink),
      ...departmentLinks(statement),
    ],
    ledger: fen(centers.reduce((sum, { own }) => sum + totalFen(own), 0)),
  }
}

/** How sure the costs are that the last links show: as the least sure of the month's cases. */
function tagOfMonth(run: StoredRun, month: Period, method: CostMethod): CostTag {
  const sums = outcomeOf(run).months.find(({ period }) => period === month)?.sums ?? []
  const tags = sums.find((sum) => sum.method === method)?.tags ?? []
  return leastSure(
    method,
    tags.map((tag) => tagOfCases(flagsOf(method, tag), tag.n)),
  )
}

/** The method whose statement shows where the department's cost went. */
function methodOf(db: ReadableDb, run: StoredRun, period: Period): CostMethod | null {
  const sums = outcomeOf(run).months.find((month) => month.period === period)?.sums ?? []
  const held = inForceOf(db, period)
  const wanted = held?.runId === run.id ? held.method : run.preferred
  return (sums.find(({ method }) => method === wanted) ?? sums[0])?.method ?? null
}

function whatIsStuck({ own, received }: CenterRow): Elements<Fen> {
  return addElements(IN_FEN, own, received)
}

function asUnallocated(center: CenterRow): AllocationReport['unallocated'] {
  if (center.state === 'open' || center.state === 'closed') return []
  const amount = whatIsStuck(center)
  return [
    {
      center: center.center,
      driver: center.driver ?? '',
      reason: REASONS[center.state],
      amount,
      total: totalFen(amount),
    },
  ]
}

const link = (from: string, to: string, elements: Elements<Fen>, opens: AllocationLink['opens']): AllocationLink => ({
  from,
  to,
  elements,
  total: totalFen(elements),
  opens,
})

const stepLinks = ({ index, center, parts }: AllocationStepRow): AllocationLink[] =>
  parts
    .filter(({ amount }) => !isNoCost(IN_FEN, amount))
    .map(({ receiver, amount }) => link(`center:${center}`, `center:${receiver}`, amount, { kind: 'step', index }))

const openLink = ({ center, department, cost }: AllocationReport['centers'][number]): AllocationLink =>
  link(
    `center:${center}`,
    department ? 'department' : 'others',
    cost,
    department ? { kind: 'pool', center } : { kind: 'reconciliation' },
  )

const stuckLink = (center: CenterRow): AllocationLink[] =>
  center.state === 'open' || center.state === 'closed'
    ? []
    : [link(`center:${center.center}`, 'unallocated', whatIsStuck(center), { kind: 'reconciliation' })]

const NODES = { 'unused-capacity': 'unused', 'other-users': 'other-users', 'no-pool': 'no-pool' } as const

/** Where the department's cost went: services and goods on cases, and everything that is on no case. */
function departmentLinks(statement: readonly StatementRow[]): AllocationLink[] {
  const of = (line: string) => statement.find((row) => row.line === line)?.elements ?? noCost(IN_FEN)
  if (statement.length === 0) return []
  const opens = { kind: 'reconciliation' } as const
  const traced = of('goods-not-traced')
  const links = [
    link('department', 'cases', of('cases'), opens),
    link('department', 'goods', traced, opens),
    ...Object.entries(NODES).map(([line, node]) => link('department', node, of(line), opens)),
  ]
  const left = subtractElements(
    IN_FEN,
    of('department'),
    sumElements(
      IN_FEN,
      links.map(({ elements }) => elements),
    ),
  )
  return [...links, link('department', 'difference', left, opens)].filter(({ total }) => total !== 0)
}
