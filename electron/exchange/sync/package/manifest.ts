import { createHash } from 'node:crypto'
import { z } from 'zod'
import { isPeriod, type Period } from '#shared/domain/period.ts'
import {
  DOCUMENT_ROLES,
  PACKAGE_KINDS,
  type PackageManifest,
  SYNC_ROLES,
  type SyncTableName,
} from '#shared/domain/sync.ts'
import { jsonOf } from '../keys/card.ts'
import { fingerprintSchema, nameSchema, timeSchema } from '../keys/key-schemas.ts'
import { TABLE_ORDER } from '../tables/index.ts'

export const MANIFEST_PATH = 'manifest.json'
export const SIGNATURE_PATH = 'manifest.sig'
export const SIGNATURE_BYTES = 64

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const size = z.int().min(0)
const month = z.custom<Period>((value) => typeof value === 'string' && isPeriod(value))

const party = z.strictObject({ name: nameSchema, role: z.enum(SYNC_ROLES), fingerprint: fingerprintSchema })

const manifestSchema = z.strictObject({
  format: z.literal('khpkg/1'),
  schema: z.int(),
  kind: z.enum(PACKAGE_KINDS),
  department: nameSchema,
  period: month,
  sequence: z.int().min(1),
  previous: sha256.nullable(),
  inReplyTo: sha256.nullable(),
  createdAt: timeSchema,
  sender: party,
  receiver: party,
  tables: z.array(
    z.strictObject({
      name: z.enum(TABLE_ORDER as readonly [SyncTableName, ...SyncTableName[]]),
      path: z.string().regex(/^tables\/[a-z_]+\.csv$/),
      sha256,
      bytes: size,
      rows: size,
      totals: z.record(z.string(), z.int()),
    }),
  ),
  documents: z.array(
    z.strictObject({
      role: z.enum(DOCUMENT_ROLES),
      path: z.string().regex(/^documents\/\d{4}\.[a-z0-9]{1,5}$/),
      name: z.string().min(1).max(200).refine(isFileName),
      sha256,
      bytes: size,
      validFrom: month.nullable(),
    }),
  ),
}) satisfies z.ZodType<PackageManifest>

/** What is looked at before anything is known to be genuine. */
const claimSchema = z.looseObject({
  format: z.string().max(40),
  sender: z.looseObject({ fingerprint: fingerprintSchema }).optional(),
})

export interface ManifestClaim {
  readonly format: string
  readonly sender: string | null
}

/** The same manifest always gives the same bytes; they are what is signed. */
export function manifestBytes(manifest: PackageManifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`, 'utf8')
}

/** What a package is known by: SHA-256 of its manifest, the same whether it is encrypted and however it was compressed. */
export function packageId(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Format and sender that a manifest claims to have; null when it is none. Nothing of it is proven yet. */
export function readClaim(bytes: Buffer): ManifestClaim | null {
  const parsed = claimSchema.safeParse(jsonOf(bytes.toString('utf8')))
  return parsed.success ? { format: parsed.data.format, sender: parsed.data.sender?.fingerprint ?? null } : null
}

/** The place of the first fault is for the details of a problem: only a faulty program signs a faulty manifest. */
export function readManifest(bytes: Buffer): PackageManifest | { readonly fault: string } {
  const parsed = manifestSchema.safeParse(jsonOf(bytes.toString('utf8')))
  if (parsed.success) return parsed.data
  return { fault: parsed.error.issues[0]?.path.map(String).join('.') ?? '' }
}

/** A name that every system can save a file under, and that leads nowhere. */
export function isFileName(name: string): boolean {
  return !/[\\/:*?"<>|]|\p{C}/u.test(name) && !/^[\s.]|[\s.]$/u.test(name)
}
