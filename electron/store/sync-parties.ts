import type { IdentityCard, SyncParty, TrustList } from '#shared/domain/sync.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { sql } from './sql.ts'

/** Whom the book trusts, as it was stored: the cards are checked by whoever reads them. In the order they were taken in. */
export function listParties(db: ReadableDb): TrustList {
  return db
    .all<Omit<SyncParty, 'card'> & { readonly card: string }>(
      sql`SELECT fingerprint, card, added_at AS addedAt, confirmed_at AS confirmedAt, revoked_at AS revokedAt
        FROM sync_party ORDER BY added_at, fingerprint`,
    )
    .map((row) => ({ ...row, card: JSON.parse(row.card) as IdentityCard }))
}

/** Puts the whole list in the place of what was there. */
export function writeParties(db: WritableDb, list: TrustList): void {
  db.transaction(() => {
    db.run(sql`DELETE FROM sync_party`)
    for (const { fingerprint, card, addedAt, confirmedAt, revokedAt } of list)
      db.run(sql`INSERT INTO sync_party (fingerprint, card, added_at, confirmed_at, revoked_at)
        VALUES (${fingerprint}, ${JSON.stringify(card)}, ${addedAt}, ${confirmedAt}, ${revokedAt})`)
  })
}
