import type { ProblemError } from '#shared/domain/problem.ts'
import type { LastPackage, PackageManifest, SyncStream } from '#shared/domain/sync.ts'
import { brokenChain, chainRestarted, missingBefore, replayed } from './refusals.ts'

export const streamOf = ({ sender, receiver, department }: PackageManifest): SyncStream => ({
  sender: sender.fingerprint,
  receiver: receiver.fingerprint,
  department,
})

/**
 * Whether a package is the next of its stream. A package that follows no other starts a chain: welcome where nothing was
 * received yet (also with a higher number, after the receiver lost its book), and later only once a person has confirmed it.
 *
 * @param file what to call the package in a problem
 * @returns `package-replayed` or `package-gap`, or null
 */
export function sequenceFault(
  file: string,
  manifest: PackageManifest,
  id: string,
  last: LastPackage | null,
  acceptRestart: boolean,
): ProblemError | null {
  const { sequence, previous } = manifest
  if (last === null) return previous === null ? null : missingBefore(file, sequence, 0)
  if (sequence <= last.sequence) return replayed(file, manifest, last, id)
  if (previous === null) return acceptRestart ? null : chainRestarted(file, sequence, last.sequence)
  if (sequence > last.sequence + 1) return missingBefore(file, sequence, last.sequence)
  return previous === last.id ? null : brokenChain(file, sequence, last.sequence)
}
