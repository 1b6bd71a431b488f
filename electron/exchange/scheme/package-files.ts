import { lstat, readdir, readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { problem } from '#shared/domain/problem.ts'
import {
  HEADER_FILE,
  noHeader,
  outsideFolder,
  PACKAGE_LIMITS,
  tooLarge,
  tooManyEntries,
  unreadable,
} from './package-problems.ts'
import { readZipEntries } from './zip-files.ts'

/** Name of a file in the package → its bytes. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>

/** Only these are read; a package may hold other files, such as a licence. */
function isPackageFile(name: string): boolean {
  return name === HEADER_FILE || name.endsWith('.csv')
}

/** Reads the files of a package folder. A link that leads out of the folder is refused, and so is what is no plain file. */
export async function readFolder(path: string): Promise<PackageFiles> {
  const root = await realpath(path)
  const names = await readdir(root)
  if (names.length > PACKAGE_LIMITS.entries) throw tooManyEntries(path)
  const targets: { readonly name: string; readonly target: string }[] = []
  let bytes = 0
  for (const name of names.filter(isPackageFile)) {
    const target = await realpath(join(root, name)).catch((error) => {
      throw unreadableFile(path, name, error)
    })
    if (!target.startsWith(root + sep)) throw outsideFolder(path, name)
    const info = await lstat(target)
    if (!info.isFile()) throw unreadableFile(path, name, 'not a file')
    bytes += info.size
    if (bytes > PACKAGE_LIMITS.bytes) throw tooLarge(path)
    targets.push({ name, target })
  }
  const files = new Map<string, Uint8Array>()
  for (const { name, target } of targets) {
    const content = await readFile(target).catch((error) => {
      throw unreadableFile(path, name, error)
    })
    files.set(name, content)
  }
  if (!files.has(HEADER_FILE)) throw noHeader(path)
  return files
}

const unreadableFile = (folder: string, name: string, why: unknown) =>
  unreadable(join(folder, name), why instanceof Error ? why.message : String(why))

/** Reads the files of a zipped package; they may lie at the top of the archive or together in one folder. */
export async function readZip(path: string): Promise<PackageFiles> {
  const entries = await readZipEntries(path, (name) => isPackageFile(basename(name)))
  const headers = [...entries.keys()].filter((name) => basename(name) === HEADER_FILE && name.split('/').length <= 2)
  const [header] = headers
  if (header === undefined) throw noHeader(path)
  if (headers.length > 1) {
    throw problem(
      'scheme-invalid',
      `${basename(path)} 中有不止一个分组方案（${headers.join('、')}）。请每个方案单独压缩`,
      `${basename(path)} holds more than one scheme (${headers.join(', ')}). Zip each scheme by itself`,
      { file: path },
    )
  }
  const folder = dirname(header)
  const files = new Map<string, Uint8Array>()
  for (const [name, content] of entries) if (dirname(name) === folder) files.set(basename(name), content)
  return files
}
