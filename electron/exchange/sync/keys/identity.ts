import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { problem } from '#shared/domain/problem.ts'
import type { IdentityCard, SyncRole } from '#shared/domain/sync.ts'
import { signCard } from './card.ts'
import { generateSigningSecret, signingKeyOf } from './ed25519.ts'
import { nameSchema } from './key-schemas.ts'

/** Someone's own keys. Never leaves the machine but in a key file (`.khkey`). */
export interface Identity {
  readonly card: IdentityCard
  /** Ed25519 seed, 32 bytes in base64url. */
  readonly signingSecret: string
  /** `AGE-SECRET-KEY-1…` */
  readonly encryptionSecret: string
}

export interface NewIdentity {
  readonly name: string
  readonly role: SyncRole
  /** Required of a department, as the office writes it; null of the office. */
  readonly department: string | null
  /** Local time, `2026-03-15 08:30:00`. */
  readonly createdAt: string
}

/**
 * Makes an identity: an Ed25519 key to sign with and an X25519 key (age) to be written to.
 *
 * @throws ProblemError `bad-request` for a blank name, or a role without (or the office with) a department
 */
export async function createIdentity({ name, role, department, createdAt }: NewIdentity): Promise<Identity> {
  const named = nameSchema.safeParse(name).success && (department === null || nameSchema.safeParse(department).success)
  if (!named || (role === 'department') !== (department !== null)) {
    throw problem(
      'bad-request',
      '请填写名称（不超过 100 个字）；科室的身份还要填科室名称，财务处的不填。',
      'Give a name of up to 100 characters; the identity of a department also names its department, that of the office does not.',
    )
  }
  const signingSecret = generateSigningSecret()
  const encryptionSecret = await generateX25519Identity()
  const card = signCard(
    {
      format: 'khid/1',
      name,
      role,
      department,
      signingKey: signingKeyOf(signingSecret),
      encryptionKey: await identityToRecipient(encryptionSecret),
      createdAt,
    },
    signingSecret,
  )
  return { card, signingSecret, encryptionSecret }
}
