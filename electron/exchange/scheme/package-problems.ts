import { basename } from 'node:path'
import { problem } from '#shared/domain/problem.ts'

/** What a package may weigh unpacked, and how many files it may hold: far above any real scheme. */
export const PACKAGE_LIMITS = { bytes: 200 * 1024 * 1024, entries: 64 } as const

export const HEADER_FILE = 'scheme.json'

export function tooManyEntries(path: string) {
  const { entries } = PACKAGE_LIMITS
  return problem(
    'scheme-invalid',
    `${basename(path)} 中的文件超过 ${entries} 个，不像分组方案包，已拒绝`,
    `${basename(path)} holds more than ${entries} files and is not taken for a scheme package`,
    { file: path, limit: entries },
  )
}

export function tooLarge(path: string) {
  const megabytes = PACKAGE_LIMITS.bytes / 1024 / 1024
  return problem(
    'scheme-invalid',
    `${basename(path)} 超过 ${megabytes} MB（文件本身或解压后），已拒绝，未读入任何内容`,
    `${basename(path)} is larger than ${megabytes} MB, as a file or unpacked; nothing of it was read in`,
    { file: path, limit: PACKAGE_LIMITS.bytes },
  )
}

export function outsideFolder(path: string, name: string) {
  return problem(
    'scheme-invalid',
    `${basename(path)} 中的“${name}”指向方案包之外，已拒绝`,
    `“${name}” in ${basename(path)} leads out of the package; the package is refused`,
    { file: path, entry: name },
  )
}

export function noHeader(path: string) {
  return problem(
    'scheme-invalid',
    `${basename(path)} 中没有 ${HEADER_FILE}，不是分组方案包（grouping-scheme/1）`,
    `${basename(path)} has no ${HEADER_FILE} and so is not a grouping scheme package (grouping-scheme/1)`,
    { file: path },
  )
}

export function unreadable(path: string, why: string) {
  return problem(
    'scheme-invalid',
    `${basename(path)} 无法打开：文件损坏、已加密或不是方案包（${why}）`,
    `${basename(path)} cannot be opened: it is damaged, encrypted or not a scheme package (${why})`,
    { file: path },
  )
}
