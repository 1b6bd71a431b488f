import { createHash } from 'node:crypto'
import type { IdentityCard } from '#shared/domain/sync.ts'

const DIGITS = 40
const GROUP = 5

/**
 * Forty decimal digits of the SHA-256 over both public keys. To make other keys with the fingerprint of a given identity
 * takes about 2¹³² tries; to make two of one's own with the same fingerprint, 2⁶⁶. Names are not in it: the card's
 * signature ties them to the keys.
 */
export function cardFingerprint(card: Pick<IdentityCard, 'signingKey' | 'encryptionKey'>): string {
  const digest = createHash('sha256').update(`khid/1\n${card.signingKey}\n${card.encryptionKey}\n`).digest('hex')
  return (BigInt(`0x${digest}`) % 10n ** BigInt(DIGITS)).toString().padStart(DIGITS, '0')
}

/** Eight groups of five digits, as it is shown and read aloud: `01234 56789 …`. */
export function spokenFingerprint(fingerprint: string): string {
  return fingerprint.match(new RegExp(`\\d{1,${GROUP}}`, 'g'))?.join(' ') ?? ''
}

/** How digits are said over the telephone; 幺 and 洞 are how 1 and 0 are told from 7 and 6. */
const SPOKEN_DIGITS: Readonly<Record<string, string>> = {
  零: '0',
  〇: '0',
  洞: '0',
  一: '1',
  幺: '1',
  二: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
}

/**
 * Whether what was typed down from someone reading aloud is the fingerprint: all digits of it, however they are grouped,
 * in ASCII, full width or Chinese numerals. Anything else than digits, blanks and the marks between groups is no match.
 */
export function isFingerprintSpoken(fingerprint: string, spoken: string): boolean {
  const digits = spoken
    .normalize('NFKC')
    .replace(/[\s\-–—·.,，、。]+/g, '')
    .replace(/\D/gu, (character) => SPOKEN_DIGITS[character] ?? character)
  return digits === fingerprint
}
