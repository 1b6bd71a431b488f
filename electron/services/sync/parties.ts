import type { Handlers } from '#core/handler.ts'
import { cardFingerprint, spokenFingerprint } from '#exchange/sync/keys/fingerprint.ts'
import { readCardFile } from '#exchange/sync/keys/key-file.ts'
import {
  addParty,
  confirmParty,
  findParty,
  parseTrustList,
  removeParty,
  revokeParty,
  standingOf,
} from '#exchange/sync/keys/trust.ts'
import type { ListedParty } from '#shared/contract/sync.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { SyncParty, TrustList } from '#shared/domain/sync.ts'
import type { ReadableDb } from '#store/database.ts'
import { listParties, writeParties } from '#store/sync-parties.ts'
import { audit } from '../audit.ts'
import { now } from '../clock.ts'
import type { Session } from '../session.ts'

type PartyHandlers = Pick<
  Handlers,
  'sync.parties' | 'sync.addParty' | 'sync.confirmParty' | 'sync.revokeParty' | 'sync.removeParty'
>

export function partyHandlers(session: Session): PartyHandlers {
  const change = (fingerprint: string, done: Bilingual, next: (list: TrustList) => TrustList): ListedParty => {
    const { writer } = session.book()
    const before = trustOf(writer)
    const list = next(before)
    const party = (findParty(list, fingerprint) ?? findParty(before, fingerprint)) as SyncParty
    if (JSON.stringify(list) !== JSON.stringify(before)) {
      const { name } = party.card
      writer.transaction(() => {
        writeParties(writer, list)
        audit(session, 'party-change', { zh: `${done.zh}：${name}`, en: `${done.en}: ${name}` })
      })
      session.changed()
    }
    return asListed(party)
  }
  return {
    'sync.parties': () => trustOf(session.book().reader).map(asListed),
    'sync.addParty': async ({ path }) => {
      const card = await readCardFile(path)
      return change(cardFingerprint(card), ADDED, (list) => addParty(list, card, now()))
    },
    'sync.confirmParty': ({ fingerprint, spoken }) =>
      change(fingerprint, CONFIRMED, (list) => confirmParty(list, fingerprint, spoken, now())),
    'sync.revokeParty': ({ fingerprint }) =>
      change(fingerprint, REVOKED, (list) => revokeParty(list, fingerprint, now())),
    'sync.removeParty': ({ fingerprint }) => {
      change(fingerprint, REMOVED, (list) => removeParty(list, fingerprint))
      return null
    },
  }
}

const ADDED: Bilingual = { zh: '录入身份卡', en: 'Take in a card' }
const CONFIRMED: Bilingual = { zh: '核对指纹', en: 'Confirm a fingerprint' }
const REVOKED: Bilingual = { zh: '停用密钥', en: 'Revoke a key' }
const REMOVED: Bilingual = { zh: '删除身份卡', en: 'Remove a card' }

/** The trust list of a book, every card checked. @throws ProblemError `key-invalid` when the stored list was altered */
export function trustOf(db: ReadableDb): TrustList {
  return parseTrustList(JSON.stringify(listParties(db)), '信任名单')
}

function asListed(party: SyncParty): ListedParty {
  const { card, fingerprint, addedAt, confirmedAt, revokedAt } = party
  return {
    fingerprint,
    spoken: spokenFingerprint(fingerprint),
    name: card.name,
    role: card.role,
    department: card.department,
    standing: standingOf(party),
    addedAt,
    confirmedAt,
    revokedAt,
  }
}
