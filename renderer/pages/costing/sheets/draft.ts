import type {
  ActivitySheet,
  Equation,
  EquationTerm,
  LineCost,
  SheetCondition,
  SheetFacts,
  SheetLine,
  SheetResource,
} from '#shared/domain/activity-sheet.ts'
import { FLAG_FACTS, NUMERIC_FACTS, TEXT_FACTS } from '#shared/domain/activity-sheet.ts'

export type FactName = keyof SheetFacts
export const FACTS = [...TEXT_FACTS, ...FLAG_FACTS, ...NUMERIC_FACTS] as const satisfies readonly FactName[]

/** An equation that is one number. */
const plain = (base: string): Equation => ({ base, terms: [] })

export function withLine(sheet: ActivitySheet, line: SheetLine): ActivitySheet {
  return { ...sheet, lines: sheet.lines.map((old) => (old.id === line.id ? line : old)) }
}

/** Without a line, and without it in what shares are taken of. */
export function withoutLine(sheet: ActivitySheet, id: string): ActivitySheet {
  const lines = sheet.lines
    .filter((line) => line.id !== id)
    .map((line) =>
      line.cost.kind === 'share'
        ? { ...line, cost: { ...line.cost, of: line.cost.of.filter((one) => one !== id) } }
        : line,
    )
  return { ...sheet, lines }
}

/** A line more, at the end; its id is the first free one. */
export function withNewLine(sheet: ActivitySheet, kind: LineCost['kind'], name: string): ActivitySheet {
  const id = freeId(
    sheet.lines.map((line) => line.id),
    'line',
  )
  const line: SheetLine = { id, name: { zh: name, en: name }, stage: 'theatre', cost: emptyCost(sheet, kind) }
  return { ...sheet, lines: [...sheet.lines, line] }
}

/** What a line of a kind begins with: nothing used, of what the sheet has. */
function emptyCost(sheet: ActivitySheet, kind: LineCost['kind']): LineCost {
  switch (kind) {
    case 'time':
      return { kind, resource: sheet.resources[0]?.id ?? '', members: '1', minutes: plain('0') }
    case 'quantity':
      return {
        kind,
        element: 'materials',
        unit: { zh: '件', en: 'piece' },
        unitCost: '0',
        quantity: plain('1'),
      }
    case 'share':
      return {
        kind,
        element: 'other',
        rate: '0',
        of: sheet.lines.filter(({ cost }) => cost.kind !== 'share').map(({ id }) => id),
      }
  }
}

export function withResource(sheet: ActivitySheet, resource: SheetResource): ActivitySheet {
  return { ...sheet, resources: sheet.resources.map((old) => (old.id === resource.id ? resource : old)) }
}

export function withNewResource(sheet: ActivitySheet, name: string): ActivitySheet {
  const id = freeId(
    sheet.resources.map((one) => one.id),
    'resource',
  )
  const resource: SheetResource = {
    id,
    name: { zh: name, en: name },
    element: 'staff',
    monthlyCost: '0',
    members: '1',
    theoreticalMinutes: '10000',
    practicalShare: '0.8',
  }
  return { ...sheet, resources: [...sheet.resources, resource] }
}

function freeId(taken: readonly string[], stem: string): string {
  let number = taken.length + 1
  while (taken.includes(`${stem}-${number}`)) number++
  return `${stem}-${number}`
}

/** The equation of a line; a share has none. */
export function equationOf(cost: LineCost): Equation | null {
  return cost.kind === 'time' ? cost.minutes : cost.kind === 'quantity' ? cost.quantity : null
}

export function withEquation(cost: LineCost, equation: Equation): LineCost {
  if (cost.kind === 'time') return { ...cost, minutes: equation }
  return cost.kind === 'quantity' ? { ...cost, quantity: equation } : cost
}

export const NEW_TERM: EquationTerm = { add: '0', when: [], per: null, otherwise: null }

/** A condition on a fact that says nothing yet. */
export function emptyCondition(fact: FactName): SheetCondition {
  const text = TEXT_FACTS.find((one) => one === fact)
  if (text !== undefined) return { fact: text, is: [] }
  const flag = FLAG_FACTS.find((one) => one === fact)
  if (flag !== undefined) return { fact: flag, is: true }
  const numeric = NUMERIC_FACTS.find((one) => one === fact) ?? 'age'
  return { fact: numeric, from: null, below: null }
}

/** What is being tried, as a request takes it: only what was said. */
export function saidFacts(facts: Partial<SheetFacts>): Partial<SheetFacts> {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  ) as Partial<SheetFacts>
}

/** Facts that some equation of the sheet depends on, in the order of the fields. */
export function factsAsked(sheet: ActivitySheet): ReadonlySet<FactName> {
  const asked = new Set<FactName>()
  for (const { cost } of sheet.lines)
    for (const { per, when } of equationOf(cost)?.terms ?? []) {
      if (per !== null) asked.add(per)
      for (const { fact } of when) asked.add(fact)
    }
  return new Set(FACTS.filter((fact) => asked.has(fact)))
}
