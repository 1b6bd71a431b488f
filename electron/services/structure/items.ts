import { STRUCTURE_VIEWS } from '#engine/analysis/structure-views.ts'
import type { ParsedOf } from '#shared/contract/contract.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { StructureCase, StructureCases, StructureItems, StructureView } from '#shared/contract/structure.ts'
import { exact, exactFromFen } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import type { ReadableDb } from '#store/database.ts'
import { itemAmounts, linedCaseIds, linedCases, namedCases, namedItems } from '#store/structure-lines.ts'
import { countElementCases, elementCases, type StoredPartCase } from '#store/structure-sums.ts'
import type { Reading } from '../steady-reading.ts'
import { CASES_AT_ONCE, categoriesOfPart, stageKey } from './sums.ts'

type Visit = (caseId: number, itemId: number, quantity: number, amount: number) => void

/**
 * The items behind a part of a structure of charges.
 * @throws ProblemError `not-found` for a part that is none of the view's, and for elements: cost is in no line
 */
export async function structureItems(
  { db, breathe }: Reading,
  { slice, view, part, limit }: ParsedOf<'structure.items'>,
): Promise<StructureItems> {
  checkPart(view, part)
  if (view === 'elements')
    throw problem(
      'not-found',
      '成本项目背后没有收费项目，请查看其病例。',
      'There are no charged items behind a cost element; see its cases.',
      { part },
    )
  const sums = new Map<number, { n: number; quantity: number; amount: number; last: number }>()
  const n = await eachLine(db, slice, view, part, breathe, (caseId, itemId, quantity, amount) => {
    const sum = sums.get(itemId) ?? { n: 0, quantity: 0, amount: 0, last: 0 }
    sums.set(itemId, sum)
    // Rows of a case come together, so a case is counted once.
    if (sum.last !== caseId) sum.n++
    sum.last = caseId
    sum.quantity += quantity
    sum.amount += amount
  })
  const sorted = [...sums].sort(([a, x], [b, y]) => y.amount - x.amount || a - b)
  const amount = fen(sorted.reduce((sum, [, item]) => sum + item.amount, 0))
  const listed = sorted.slice(0, limit)
  const names = new Map(
    namedItems(
      db,
      listed.map(([id]) => id),
    ).map((item) => [item.id, item]),
  )
  return {
    n,
    amount,
    items: sorted.length,
    rest: fen(sorted.slice(limit).reduce((sum, [, item]) => sum + item.amount, 0)),
    rows: listed.map(([itemId, item]) => ({
      itemId,
      code: names.get(itemId)?.code ?? '',
      name: names.get(itemId)?.name ?? '',
      n: item.n,
      quantity: thousandths(item.quantity),
      amount: fen(item.amount),
      perCase: exactFromFen(fen(item.amount)).div(n).toFixed(),
      share: amount > 0 ? exact(item.amount).div(amount).toFixed() : null,
    })),
  }
}

/**
 * The cases behind a part, or behind one item of it, the largest amount first.
 * @throws ProblemError `not-found` for a part that is none of the view's
 */
export async function structureCases(
  { db, breathe }: Reading,
  { slice, view, part, itemId, limit }: ParsedOf<'structure.cases'>,
): Promise<StructureCases> {
  checkPart(view, part)
  if (view === 'elements')
    return { total: countElementCases(db, slice), rows: elementCases(db, slice, part, 0, limit).map(asCase) }
  const sums = new Map<number, { quantity: number; amount: number }>()
  await eachLine(db, slice, view, part, breathe, (caseId, item, quantity, amount) => {
    if (itemId !== undefined && item !== itemId) return
    const sum = sums.get(caseId) ?? { quantity: 0, amount: 0 }
    sums.set(caseId, sum)
    sum.quantity += quantity
    sum.amount += amount
  })
  const listed = [...sums].sort(([a, x], [b, y]) => y.amount - x.amount || a - b).slice(0, limit)
  const names = new Map(
    namedCases(
      db,
      listed.map(([id]) => id),
    ).map((row) => [row.id, row]),
  )
  return {
    total: sums.size,
    rows: listed.flatMap(([id, { quantity, amount }]) => {
      const named = names.get(id)
      return named === undefined ? [] : [asCase({ ...named, quantity: itemId === undefined ? null : quantity, amount })]
    }),
  }
}

/** Calls with what each case of the slice was charged for each item of a part; answers how many cases the structure is of. */
async function eachLine(
  db: ReadableDb,
  slice: Slice,
  view: StructureView,
  part: string,
  breathe: Reading['breathe'],
  visit: Visit,
): Promise<number> {
  const categories = categoriesOfPart(view, part)
  const staged = view === 'stages' ? new Map(linedCases(db, slice, []).map((lined) => [lined.id, lined])) : null
  const cases = staged === null ? linedCaseIds(db, slice) : [...staged.keys()]
  for (let at = 0; at < cases.length; at += CASES_AT_ONCE) {
    const piece = cases.slice(at, at + CASES_AT_ONCE)
    for (const [caseId, itemId, category, day, quantity, amount] of itemAmounts(db, piece, categories, staged !== null))
      if (staged === null || stageKey(day, category, staged.get(caseId)!) === part)
        visit(caseId, itemId, quantity, amount)
    await breathe()
  }
  return cases.length
}

function checkPart(view: StructureView, part: string): void {
  if (STRUCTURE_VIEWS[view].parts.some(({ key }) => key === part)) return
  throw problem('not-found', `没有名为 ${part} 的构成项。`, `There is no part ${part} of this structure.`, {
    view,
    part,
  })
}

const thousandths = (quantity: number): string => exact(quantity).div(1000).toFixed()

const asCase = ({ caseNo, period: month, team, physician, los, quantity, amount }: StoredPartCase): StructureCase => ({
  caseNo,
  period: period(month),
  team,
  physician,
  los,
  quantity: quantity === null ? null : thousandths(quantity),
  amount: fen(amount),
})
