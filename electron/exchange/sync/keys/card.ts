import { Encrypter } from 'age-encryption'
import type { IdentityCard } from '#shared/domain/sync.ts'
import { isSignedBy, signBytes } from './ed25519.ts'
import { keyInvalid } from './key-problems.ts'
import { cardSchema } from './key-schemas.ts'

type UnsignedCard = Omit<IdentityCard, 'signature'>

/** Only the holder of the keys can make a card for them, so no one else's name can be put on them. */
export function signCard(card: UnsignedCard, signingSecret: string): IdentityCard {
  return { ...card, signature: signBytes(signingSecret, signedBytes(card)).toString('base64url') }
}

/** The text of a `.khid` file. */
export function cardText(card: IdentityCard): string {
  return `${JSON.stringify(card, null, 2)}\n`
}

/**
 * Reads a `.khid` file's text.
 *
 * @param name what to call the file in a problem
 * @throws ProblemError `key-invalid` when it is no card, or was altered after its holder signed it
 */
export function parseCard(text: string, name: string): IdentityCard {
  const parsed = cardSchema.safeParse(jsonOf(text))
  if (!parsed.success || !isRecipient(parsed.data.encryptionKey)) {
    throw keyInvalid(name, {
      zh: '不是身份卡（khid/1），或内容不完整。请对方重新导出身份卡后再试。',
      en: 'it is not an identity card (khid/1), or it is incomplete. Ask its holder to export the card again.',
    })
  }
  if (!isGenuine(parsed.data)) {
    throw keyInvalid(name, {
      zh: '身份卡的签名不符，内容被改动过。请通过其他途径向对方重新索取。',
      en: 'its signature does not fit: the card was altered. Ask its holder for it again by another way.',
    })
  }
  return parsed.data
}

/** Whether a card is signed with the key it shows. */
export function isGenuine(card: IdentityCard): boolean {
  return isSignedBy(card.signingKey, signedBytes(card), Buffer.from(card.signature, 'base64url'))
}

function signedBytes({ format, name, role, department, signingKey, encryptionKey, createdAt }: UnsignedCard): Buffer {
  return Buffer.from(JSON.stringify({ format, name, role, department, signingKey, encryptionKey, createdAt }), 'utf8')
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecipient(encryptionKey: string): boolean {
  try {
    new Encrypter().addRecipient(encryptionKey)
    return true
  } catch {
    return false
  }
}
