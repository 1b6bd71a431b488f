import { addOnFinder } from '#engine/payment/add-ons.ts'
import { addFen, type Fen, fen, ZERO_FEN } from '#shared/domain/money.ts'
import { chargedItems, itemSums, type StoredItem } from '#store/add-ons.ts'
import type { ReadableDb } from '#store/database.ts'
import type { CaseForComputing } from '#store/facts.ts'
import type { PolicyInUse } from './policies.ts'

/**
 * Sums the charge lines that add-ons of a policy name. Lines are read only for policies that have add-ons, and each item is held against
 * them once. Undefined: the policy has none.
 */
export function addOnReader(
  db: ReadableDb,
): (policy: PolicyInUse, from: CaseForComputing) => ReadonlyMap<string, Fen> | undefined {
  let items: ReadonlyMap<number, StoredItem> | null = null
  const readers = new Map<number, (caseId: number) => ReadonlyMap<string, Fen>>()
  return ({ id, policy }, from) => {
    const { addOns = [] } = policy.document
    if (addOns.length === 0) return undefined
    if (from.lines === 0) return new Map()
    items ??= new Map(chargedItems(db).map((item) => [item.id, item]))
    const known = readers.get(id) ?? sumsBy(db, items, addOnFinder(addOns))
    readers.set(id, known)
    return known(from.id)
  }
}

function sumsBy(
  db: ReadableDb,
  items: ReadonlyMap<number, StoredItem>,
  find: ReturnType<typeof addOnFinder>,
): (caseId: number) => ReadonlyMap<string, Fen> {
  const codes = new Map<number, string | null>()
  const codeOf = (itemId: number, negotiated: boolean): string | null => {
    const key = itemId * 2 + (negotiated ? 1 : 0)
    const known = codes.get(key)
    if (known !== undefined) return known
    const item = items.get(itemId)
    const code = item === undefined ? null : find(item, negotiated)
    codes.set(key, code)
    return code
  }
  return (caseId) => {
    const sums = new Map<string, Fen>()
    for (const [itemId, negotiated, amount] of itemSums(db, caseId)) {
      const code = codeOf(itemId, negotiated === 1)
      if (code !== null) sums.set(code, addFen(sums.get(code) ?? ZERO_FEN, fen(amount)))
    }
    return sums
  }
}
