import type { LastPackage, PackageManifest, SyncParty, SyncStream, TrustList } from '#shared/domain/sync.ts'
import { isSignedBy } from '../keys/ed25519.ts'
import { cardFingerprint } from '../keys/fingerprint.ts'
import type { Identity } from '../keys/identity.ts'
import { findParty } from '../keys/trust.ts'
import { SYNC_TABLES, TABLE_SCHEMA } from '../tables/index.ts'
import { packageId, readClaim, readManifest } from './manifest.ts'
import {
  badSignature,
  malformed,
  notAPackage,
  notTheirs,
  revokedSender,
  unconfirmedSender,
  unknownFormat,
  unknownSchema,
  unknownSender,
  wrongReceiver,
} from './refusals.ts'
import { documentPath, outlineFault, tablePath } from './rules.ts'
import { sequenceFault, streamOf } from './sequence.ts'

export interface Acceptance {
  readonly trust: TrustList
  readonly me: Pick<Identity, 'card'>
  readonly lastSequence: (stream: SyncStream) => LastPackage | null
  /** A person has confirmed that the sender starts a new chain. */
  readonly acceptRestart?: boolean
}

interface Accepted {
  readonly id: string
  readonly manifest: PackageManifest
  readonly sender: SyncParty
}

/**
 * Everything that can be told from a manifest and its signature, before any table is unpacked: format, sender, signature,
 * schema, who may send what about whom, receiver, sequence. Nothing of the manifest is believed before the signature.
 *
 * @param file what to call the package in a problem
 * @throws ProblemError `package-format`, `package-sender`, `package-signature`, `package-receiver`, `package-replayed`, `package-gap`
 */
export function acceptManifest(file: string, bytes: Buffer, signature: Buffer, given: Acceptance): Accepted {
  const claim = readClaim(bytes)
  if (claim === null) throw notAPackage(file)
  if (claim.format !== 'khpkg/1') throw unknownFormat(file, claim.format)
  const sender = trustedSender(file, claim.sender, given.trust)
  if (!isSignedBy(sender.card.signingKey, bytes, signature)) throw badSignature(file, sender.card.name)

  const schema = schemaOf(bytes)
  if (schema !== TABLE_SCHEMA && schema !== null) throw unknownSchema(file, schema, TABLE_SCHEMA)
  const manifest = readManifest(bytes)
  if ('fault' in manifest) throw malformed(file, manifest.fault)
  checkParties(file, manifest, sender, given.me)
  const fault = outlineFault(manifest)
  if (fault !== null) throw malformed(file, fault.en)
  checkPaths(file, manifest)

  const id = packageId(bytes)
  const last = given.lastSequence(streamOf(manifest))
  const outOfTurn = sequenceFault(file, manifest, id, last, given.acceptRestart ?? false)
  if (outOfTurn !== null) throw outOfTurn
  return { id, manifest, sender }
}

function trustedSender(file: string, fingerprint: string | null, trust: TrustList): SyncParty {
  if (fingerprint === null) throw malformed(file, 'sender')
  const party = findParty(trust, fingerprint)
  if (party === null) throw unknownSender(file, fingerprint)
  if (party.revokedAt !== null) throw revokedSender(file, party.card.name, party.revokedAt)
  if (party.confirmedAt === null) throw unconfirmedSender(file, party.card.name, fingerprint)
  return party
}

/** A later schema may have a manifest that this version can't read: its number is looked at by itself. */
function schemaOf(bytes: Buffer): number | null {
  const { schema } = JSON.parse(bytes.toString('utf8')) as { readonly schema?: unknown }
  return Number.isInteger(schema) ? (schema as number) : null
}

/** The card says what a key may do: a department's speaks for that department only. */
function checkParties(file: string, manifest: PackageManifest, { card }: SyncParty, me: Acceptance['me']): void {
  const { sender, receiver, department } = manifest
  if (sender.role !== card.role || (card.department !== null && card.department !== department)) {
    throw notTheirs(file, {
      zh: `“${card.name}”无权发送${department}的这类数据包`,
      en: `“${card.name}” may not send this kind of package about ${department}`,
    })
  }
  const mine = receiver.fingerprint === cardFingerprint(me.card) && receiver.role === me.card.role
  if (!mine || (me.card.department !== null && me.card.department !== department)) throw wrongReceiver(file, manifest)
}

function checkPaths(file: string, { tables, documents }: PackageManifest): void {
  for (const { name, path, totals } of tables) {
    const columns = Object.keys(totals)
    const expected = SYNC_TABLES[name].totals
    const same = columns.length === expected.length && expected.every((column) => columns.includes(column))
    if (path !== tablePath(name) || !same) throw malformed(file, `tables.${name}`)
  }
  documents.forEach(({ name, path }, index) => {
    if (path !== documentPath(index, name)) throw malformed(file, `documents.${index}`)
  })
}
