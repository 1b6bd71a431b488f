import { COMMITTED } from './batches.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { sql } from './sql.ts'

export interface StoredItem {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly insurerCode: string
  readonly category: string
}

/** Every item that charge lines name. */
export function chargedItems(db: ReadableDb): StoredItem[] {
  return db.all(sql`SELECT id, code, name, insurer_code AS insurerCode, category FROM charge_item`)
}

/** Net charges of a case by item, those marked as negotiated drugs (1) apart from the others (0). */
export function itemSums(
  db: ReadableDb,
  caseId: number,
): (readonly [itemId: number, negotiated: number, amount: number])[] {
  return db.values(sql`SELECT item_id, (flags & 2) > 0, sum(amount_fen) FROM charge_line
    WHERE case_id = ${caseId} AND ${COMMITTED} GROUP BY 1, 2`)
}

/** What the add-ons of a policy came to in a case when it was last settled by it, in fen by code. */
export function addOnsOfCase(db: ReadableDb, caseId: number, policyId: number): Map<string, number> {
  return new Map(
    db.values<[string, number]>(
      sql`SELECT code, amount_fen FROM case_add_on WHERE case_id = ${caseId} AND policy_id = ${policyId}`,
    ),
  )
}

/** Keeps what the add-ons of a policy came to in a case, in the place of what was kept before. */
export function writeAddOns(
  db: WritableDb,
  caseId: number,
  policyId: number,
  amounts: ReadonlyMap<string, number>,
): void {
  db.run(sql`DELETE FROM case_add_on WHERE case_id = ${caseId} AND policy_id = ${policyId}`)
  for (const [code, amount] of amounts)
    db.run(
      sql`INSERT INTO case_add_on (case_id, policy_id, code, amount_fen) VALUES (${caseId}, ${policyId}, ${code}, ${amount})`,
    )
}
