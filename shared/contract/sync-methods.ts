import { z } from 'zod'
import { job, nothing, paging, path, reply } from './method-spec.ts'
import { periodSchema } from './slice.ts'
import type {
  ListedParty,
  OwnIdentity,
  PackageEntry,
  PackageHistory,
  PackagePreview,
  ReturnItem,
  SignOffFigures,
  WrittenReturn,
} from './sync.ts'
import {
  applyPackageSchema,
  fingerprintSchema,
  itemDraftSchema,
  itemFilterSchema,
  itemIdSchema,
  newIdentitySchema,
  packageFileSchema,
  writeReturnSchema,
} from './sync-requests.ts'

/** The exchange with the finance office. */
export const SYNC_METHODS = {
  /** Who this installation is in the exchange with the finance office; null while no identity was made. */
  'sync.identity': reply<OwnIdentity | null>()(nothing),
  'sync.createIdentity': reply<OwnIdentity>()(newIdentitySchema),
  'sync.unlock': reply<OwnIdentity>()(z.strictObject({ passphrase: z.string().min(1).max(1000) })),
  'sync.lock': reply<null>()(nothing),
  /** Writes the card (`.khid`) that the finance office takes in. */
  'sync.exportCard': reply<{ readonly path: string }>()(z.strictObject({ path: path.optional() })),
  'sync.parties': reply<readonly ListedParty[]>()(nothing),
  /** Takes a card in, not trusted before its fingerprint was read aloud. */
  'sync.addParty': reply<ListedParty>()(z.strictObject({ path })),
  /** `spoken`: what was heard, in any grouping. */
  'sync.confirmParty': reply<ListedParty>()(
    z.strictObject({ fingerprint: fingerprintSchema, spoken: z.string().min(1).max(400) }),
  ),
  /** Ends the trust in a key for good. */
  'sync.revokeParty': reply<ListedParty>()(z.strictObject({ fingerprint: fingerprintSchema })),
  /** Takes out a card that was never trusted. */
  'sync.removeParty': reply<null>()(z.strictObject({ fingerprint: fingerprintSchema })),
  /** Opens a package, verifies all of it, and tells what applying it would change. */
  'sync.preview': job<PackagePreview>()(packageFileSchema),
  'sync.apply': job<PackageEntry>()(applyPackageSchema),
  'sync.history': reply<PackageHistory>()(z.strictObject(paging)),
  'sync.writeReturn': job<WrittenReturn>()(writeReturnSchema),
  'items.list': reply<readonly ReturnItem[]>()(itemFilterSchema),
  'items.save': reply<ReturnItem>()(itemDraftSchema),
  /** Items that went out stay: the office has them. */
  'items.remove': reply<null>()(z.strictObject({ itemId: itemIdSchema })),
  /** What a sign-off of the month would stand for. */
  'items.signOffFigures': reply<SignOffFigures>()(z.strictObject({ month: periodSchema })),
} as const
