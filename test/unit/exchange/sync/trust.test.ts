import { describe, expect, it } from 'vitest'
import { signCard } from '#exchange/sync/keys/card.ts'
import { cardFingerprint, spokenFingerprint } from '#exchange/sync/keys/fingerprint.ts'
import {
  addParty,
  confirmParty,
  findParty,
  parseTrustList,
  removeParty,
  revokeParty,
  standingOf,
} from '#exchange/sync/keys/trust.ts'
import type { TrustList } from '#shared/domain/sync.ts'
import { problemOf } from '../support.ts'
import { CARDIO, OFFICE, ORTHO } from './parties.ts'

const [MONDAY, TUESDAY, FRIDAY] = ['2026-03-02 09:00:00', '2026-03-03 09:00:00', '2026-03-06 09:00:00']
const office = cardFingerprint(OFFICE.card)
const aloud = spokenFingerprint(office)
const standing = (list: TrustList, fingerprint: string): string | null => {
  const party = findParty(list, fingerprint)
  return party === null ? null : standingOf(party)
}
const problemWith = (work: () => unknown): Promise<string> => problemOf((async () => work())())

describe('the trust list', () => {
  const added = addParty([], OFFICE.card, MONDAY)
  const confirmed = confirmParty(added, office, aloud, TUESDAY)
  const revoked = revokeParty(confirmed, office, FRIDAY)

  it('trusts a card only after its fingerprint was read aloud', () => {
    expect(standing([], office)).toBeNull()
    expect(standing(added, office)).toBe('unconfirmed')
    expect(standing(confirmed, office)).toBe('trusted')
    expect(findParty(confirmed, office)).toMatchObject({ addedAt: MONDAY, confirmedAt: TUESDAY, revokedAt: null })
  })

  it('does not trust it on a wrong fingerprint', async () => {
    const wrong = spokenFingerprint(cardFingerprint(CARDIO.card))
    expect(await problemWith(() => confirmParty(added, office, wrong, TUESDAY))).toBe('fingerprint-mismatch')
    expect(await problemWith(() => confirmParty([], office, aloud, TUESDAY))).toBe('not-found')
  })

  it('changes nothing in the list it was given', () => {
    expect(added).toHaveLength(1)
    expect(added[0]!.confirmedAt).toBeNull()
    expect(confirmed[0]!.revokedAt).toBeNull()
  })

  it('keeps a revoked key for good', async () => {
    expect(standing(revoked, office)).toBe('revoked')
    expect(await problemWith(() => addParty(revoked, OFFICE.card, FRIDAY))).toBe('key-invalid')
    expect(await problemWith(() => removeParty(revoked, office))).toBe('not-allowed')
    expect(standing(confirmParty(revoked, office, aloud, FRIDAY), office)).toBe('revoked')
    expect(findParty(revokeParty(revoked, office, '2027-01-01 00:00:00'), office)?.revokedAt).toBe(FRIDAY)
  })

  it('lets go of a card that was never trusted', async () => {
    expect(removeParty(added, office)).toEqual([])
    expect(await problemWith(() => removeParty(confirmed, office))).toBe('not-allowed')
    expect(await problemWith(() => removeParty([], office))).toBe('not-found')
  })

  it('takes the same card twice as once', () => {
    expect(addParty(confirmed, OFFICE.card, FRIDAY)).toBe(confirmed)
  })

  it('wants a renamed card confirmed again', () => {
    const { signature: _, ...card } = OFFICE.card
    const renamed = addParty(confirmed, signCard({ ...card, name: '医保办' }, OFFICE.signingSecret), FRIDAY)
    expect(renamed).toHaveLength(1)
    expect(findParty(renamed, office)).toMatchObject({ card: { name: '医保办' }, confirmedAt: null })
  })

  it('tells several apart', () => {
    const both = addParty(confirmed, ORTHO.card, FRIDAY)
    expect(standing(both, office)).toBe('trusted')
    expect(standing(both, cardFingerprint(ORTHO.card))).toBe('unconfirmed')
  })

  it('comes back from its text, and not when someone has been at it', async () => {
    expect(parseTrustList(JSON.stringify(revoked), 'trust')).toEqual(revoked)
    const [party] = confirmed
    for (const forged of [
      [{ ...party, fingerprint: cardFingerprint(CARDIO.card) }],
      [{ ...party, card: { ...OFFICE.card, name: '医保办' } }],
      [{ ...party, card: CARDIO.card }],
      [party, party],
      [{ ...party, more: 1 }],
      {},
    ])
      expect(await problemWith(() => parseTrustList(JSON.stringify(forged), 'trust'))).toBe('key-invalid')
  })
})
