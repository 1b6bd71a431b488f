import { spokenFingerprint } from '#exchange/sync/keys/fingerprint.ts'
import type { PackageEnd, PackageOutline, TableOutline } from '#shared/contract/sync.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { PackageKind, PackageManifest, PackageParty } from '#shared/domain/sync.ts'

const KIND_NAMES: Readonly<Record<PackageKind, Bilingual>> = {
  issue: { zh: '下发包', en: 'issue' },
  return: { zh: '上报包', en: 'return' },
  answer: { zh: '答复包', en: 'answer' },
}

/** What a package is called in commands and the audit log: 财务处下发包 2026-03 第 3 号. */
export function packageName({ kind, period, sequence, sender }: PackageManifest): Bilingual {
  const { zh, en } = KIND_NAMES[kind]
  return {
    zh: `${sender.name}的${zh} ${period} 第 ${sequence} 号`,
    en: `${en} no. ${sequence} of ${sender.name} for ${period}`,
  }
}

export function outlineOf(
  manifest: PackageManifest,
  about: Pick<PackageOutline, 'packageId' | 'fileName' | 'encrypted'>,
): PackageOutline {
  const { kind, department, period, sequence, createdAt } = manifest
  return {
    ...about,
    kind,
    department,
    period,
    sequence,
    createdAt,
    sender: endOf(manifest.sender),
    receiver: endOf(manifest.receiver),
  }
}

export function tableOutlines({ tables }: PackageManifest): TableOutline[] {
  return tables.map(({ name, rows, totals }) => ({ name, rows, totals: inFen(totals) }))
}

const endOf = (party: PackageParty): PackageEnd => ({ ...party, spoken: spokenFingerprint(party.fingerprint) })

const inFen = (totals: Readonly<Record<string, number>>): Readonly<Record<string, Fen>> =>
  Object.fromEntries(Object.entries(totals).map(([column, sum]) => [column, fen(sum)]))
