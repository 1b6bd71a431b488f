import { problem } from '#shared/domain/problem.ts'
import type { IdentityCard, SyncParty, TrustList } from '#shared/domain/sync.ts'
import { isGenuine, jsonOf } from './card.ts'
import { cardFingerprint, isFingerprintSpoken } from './fingerprint.ts'
import { fingerprintMismatch, keyInvalid } from './key-problems.ts'
import { trustListSchema } from './key-schemas.ts'

export type Standing = 'trusted' | 'unconfirmed' | 'revoked'

/**
 * Takes a card in, not yet trusted: nothing is exchanged before `confirmParty`. A card with the keys of one that is there
 * replaces it (a new name must be confirmed again), unless those keys were revoked.
 *
 * @throws ProblemError `key-invalid` when the keys were revoked: whoever found them can still use them
 */
export function addParty(list: TrustList, card: IdentityCard, at: string): TrustList {
  const fingerprint = cardFingerprint(card)
  const known = findParty(list, fingerprint)
  if (known?.revokedAt != null) {
    throw keyInvalid(card.name, {
      zh: `这把密钥已于 ${known.revokedAt} 停用，不能恢复。请对方生成新的密钥。`,
      en: `this key was revoked on ${known.revokedAt} and cannot come back. Ask its holder to make a new one.`,
    })
  }
  if (known?.card.signature === card.signature) return list
  const party: SyncParty = { card, fingerprint, addedAt: at, confirmedAt: null, revokedAt: null }
  return [...list.filter((other) => other.fingerprint !== fingerprint), party]
}

/**
 * Trusts a card after its holder has read the fingerprint aloud, in person or by a telephone number known from elsewhere.
 *
 * @param spoken what was heard, however grouped
 * @throws ProblemError `fingerprint-mismatch`, `not-found`
 */
export function confirmParty(list: TrustList, fingerprint: string, spoken: string, at: string): TrustList {
  return change(list, fingerprint, (party) => {
    if (!isFingerprintSpoken(fingerprint, spoken)) throw fingerprintMismatch(party.card.name)
    return { ...party, confirmedAt: party.confirmedAt ?? at }
  })
}

/** Ends the trust in a key for good. It stays listed, so that its packages are refused by name. */
export function revokeParty(list: TrustList, fingerprint: string, at: string): TrustList {
  return change(list, fingerprint, (party) => ({ ...party, revokedAt: party.revokedAt ?? at }))
}

/**
 * Takes a card out that was never trusted. A trusted key is revoked instead, so that its packages stay refused by name.
 *
 * @throws ProblemError `not-found`, `not-allowed`
 */
export function removeParty(list: TrustList, fingerprint: string): TrustList {
  const party = partyOf(list, fingerprint)
  if (party.confirmedAt !== null || party.revokedAt !== null) {
    throw problem(
      'not-allowed',
      `“${party.card.name}”已经互相交换过或已停用，不能删除，只能停用。`,
      `“${party.card.name}” has been trusted or is revoked; it cannot be removed, only revoked.`,
      { fingerprint },
    )
  }
  return list.filter((other) => other.fingerprint !== fingerprint)
}

export function findParty(list: TrustList, fingerprint: string): SyncParty | null {
  return list.find((party) => party.fingerprint === fingerprint) ?? null
}

export function standingOf(party: SyncParty): Standing {
  if (party.revokedAt !== null) return 'revoked'
  return party.confirmedAt === null ? 'unconfirmed' : 'trusted'
}

/**
 * Reads a stored trust list, and checks that every card is signed and has the fingerprint it is listed under.
 *
 * @param name what to call it in a problem
 * @throws ProblemError `key-invalid`
 */
export function parseTrustList(text: string, name: string): TrustList {
  const parsed = trustListSchema.safeParse(jsonOf(text))
  const sound =
    parsed.success &&
    parsed.data.every(({ card, fingerprint }) => fingerprint === cardFingerprint(card) && isGenuine(card)) &&
    new Set(parsed.data.map(({ fingerprint }) => fingerprint)).size === parsed.data.length
  if (sound) return parsed.data
  throw keyInvalid(name, {
    zh: '信任名单的内容不完整或被改动过。请从备份恢复，或重新录入身份卡。',
    en: 'the trust list is incomplete or was altered. Restore it from a backup, or take the cards in again.',
  })
}

function partyOf(list: TrustList, fingerprint: string): SyncParty {
  const party = findParty(list, fingerprint)
  if (party !== null) return party
  throw problem(
    'not-found',
    '信任名单中没有这张身份卡，请先录入对方的身份卡。',
    'This card is not in the trust list; take it in first.',
    { fingerprint },
  )
}

function change(list: TrustList, fingerprint: string, next: (party: SyncParty) => SyncParty): TrustList {
  const changed = next(partyOf(list, fingerprint))
  return list.map((party) => (party.fingerprint === fingerprint ? changed : party))
}
