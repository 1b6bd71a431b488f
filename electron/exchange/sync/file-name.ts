import type { PackageKind, PackageManifest } from '#shared/domain/sync.ts'

const KIND_WORDS: Readonly<Record<PackageKind, string>> = { issue: '下发', return: '上报', answer: '答复' }

/** A name as part of a file's name on any system. */
export const fileSafe = (name: string): string => name.replace(/[\\/:*?"<>|\s]+/g, '_')

/** 骨科-上报-2026-03-0001.khpkg: for people; nothing is read from it. */
export function packageFileName({
  department,
  kind,
  period,
  sequence,
}: Pick<PackageManifest, 'department' | 'kind' | 'period' | 'sequence'>): string {
  return `${fileSafe(department)}-${KIND_WORDS[kind]}-${period}-${String(sequence).padStart(4, '0')}.khpkg`
}
