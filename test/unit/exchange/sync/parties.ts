import { identityToRecipient } from 'age-encryption'
import { signCard } from '#exchange/sync/keys/card.ts'
import { signingKeyOf } from '#exchange/sync/keys/ed25519.ts'
import { cardFingerprint } from '#exchange/sync/keys/fingerprint.ts'
import type { Identity } from '#exchange/sync/keys/identity.ts'
import type { SyncParty, SyncRole } from '#shared/domain/sync.ts'

/** An identity that is the same in every run; keys that protect nothing. */
async function fixedIdentity(
  name: string,
  role: SyncRole,
  department: string | null,
  seed: number,
  encryptionSecret: string,
): Promise<Identity> {
  const signingSecret = Buffer.alloc(32, seed).toString('base64url')
  const encryptionKey = await identityToRecipient(encryptionSecret)
  const signingKey = signingKeyOf(signingSecret)
  const createdAt = '2026-01-05 09:00:00'
  const card = signCard(
    { format: 'khid/1', name, role, department, signingKey, encryptionKey, createdAt },
    signingSecret,
  )
  return { card, signingSecret, encryptionSecret }
}

export const OFFICE = await fixedIdentity(
  '财务处',
  'office',
  null,
  1,
  'AGE-SECRET-KEY-1W97C6TWW5TCA3A6EA8CRNL3JPFG2XDZ3P77TFF78VEW7UMVAZS5Q4CZYKM',
)
export const ORTHO = await fixedIdentity(
  '骨科运营专员',
  'department',
  '骨科',
  2,
  'AGE-SECRET-KEY-19QGD64SMP50ATZF8UC00H2NKMXEC93MUN68CHHE37ZWRCHG5RXYSXM8MPN',
)
export const CARDIO = await fixedIdentity(
  '心内科运营专员',
  'department',
  '心内科',
  3,
  'AGE-SECRET-KEY-1EXKWSCG67U60YJ6FC7EFHTQKNLC0532SGRPYTQM864KVDHTAPGYQJHPC03',
)

export function trusted({ card }: Identity): SyncParty {
  const at = '2026-01-06 10:00:00'
  return { card, fingerprint: cardFingerprint(card), addedAt: at, confirmedAt: at, revokedAt: null }
}
