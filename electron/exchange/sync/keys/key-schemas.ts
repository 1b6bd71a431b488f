import { z } from 'zod'
import { type IdentityCard, SYNC_ROLES } from '#shared/domain/sync.ts'

/** Bytes in base64url in their one canonical spelling: no other text stands for the same key or signature. */
const bytesOf = (length: number) =>
  z.string().refine((text) => {
    const bytes = Buffer.from(text, 'base64url')
    return bytes.length === length && bytes.toString('base64url') === text
  })

/** Shown to people, so nothing that moves the cursor or ends the line. */
export const nameSchema = z
  .string()
  .min(1)
  .max(100)
  .refine((text) => text === text.trim() && !/\p{C}/u.test(text))

export const timeSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/)

export const fingerprintSchema = z.string().regex(/^\d{40}$/)

export const cardSchema = z
  .strictObject({
    format: z.literal('khid/1'),
    name: nameSchema,
    role: z.enum(SYNC_ROLES),
    department: nameSchema.nullable(),
    signingKey: bytesOf(32),
    // bech32 of 32 bytes; the checksum is looked at by age itself
    encryptionKey: z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/),
    createdAt: timeSchema,
    signature: bytesOf(64),
  })
  .refine(({ role, department }) => (role === 'department') === (department !== null)) satisfies z.ZodType<IdentityCard>

export const keyFileSchema = z.strictObject({
  format: z.literal('khkey/1'),
  card: cardSchema,
  signingSecret: bytesOf(32),
  encryptionSecret: z.string().regex(/^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/),
})

export const trustListSchema = z.array(
  z.strictObject({
    card: cardSchema,
    fingerprint: fingerprintSchema,
    addedAt: timeSchema,
    confirmedAt: timeSchema.nullable(),
    revokedAt: timeSchema.nullable(),
  }),
)
