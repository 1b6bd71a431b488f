import { globSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The import lint: who may import whom. ARCHITECTURE.md tells the rules in words; this file holds them.
 * A room is the first entry whose folder a file lies in; a file may import its own room and what its entry allows.
 */
interface Room {
  readonly folder: string
  /** Other rooms whose files may be imported. */
  readonly rooms: readonly string[]
  /** Packages that may be imported; `node:` stands for Node's own modules. '*' allows any not reserved elsewhere. */
  readonly packages: readonly string[]
}

const ROOMS: readonly Room[] = [
  { folder: 'shared/domain', rooms: [], packages: ['big.js'] },
  { folder: 'shared/format', rooms: ['shared/domain'], packages: ['big.js'] },
  { folder: 'shared/i18n', rooms: ['shared/domain'], packages: [] },
  { folder: 'shared/contract', rooms: ['shared/domain'], packages: ['zod'] },
  { folder: 'electron/engine', rooms: ['shared/domain'], packages: ['big.js'] },
  { folder: 'electron/store', rooms: ['shared/domain'], packages: ['node:', 'better-sqlite3'] },
  {
    folder: 'electron/exchange',
    rooms: ['shared/domain', 'shared/contract', 'shared/i18n', 'shared/format', 'electron/engine'],
    packages: ['*'],
  },
  { folder: 'electron/demo', rooms: ['shared/domain', 'electron/engine'], packages: ['*'] },
  {
    folder: 'electron/services',
    rooms: [
      'shared/domain',
      'shared/contract',
      'shared/i18n',
      'shared/format',
      'electron/engine',
      'electron/store',
      'electron/exchange',
      'electron/demo',
      'electron/core',
    ],
    packages: ['node:', 'big.js', 'zod', '@napi-rs/keyring'],
  },
  {
    folder: 'electron/core',
    rooms: ['shared/domain', 'shared/contract', 'electron/services'],
    packages: ['node:', 'zod'],
  },
  { folder: 'electron/web', rooms: ['shared/domain', 'shared/contract', 'electron/core'], packages: ['node:'] },
  {
    folder: 'electron/desktop',
    rooms: ['shared/domain', 'shared/contract', 'electron/core', 'electron/web'],
    packages: ['node:', 'electron'],
  },
  {
    folder: 'electron/cli',
    rooms: [
      'shared/domain',
      'shared/contract',
      'shared/format',
      'electron/core',
      'electron/web',
      'electron/exchange',
      'electron/engine',
      'build',
    ],
    packages: ['node:', 'commander'],
  },
  {
    folder: 'electron',
    rooms: ['shared/domain', 'shared/contract', 'electron/core', 'electron/web', 'electron/desktop'],
    packages: ['node:', 'electron'],
  },
  { folder: 'renderer', rooms: ['shared/domain', 'shared/contract', 'shared/i18n', 'shared/format'], packages: ['*'] },
  {
    folder: 'build',
    rooms: ['shared/domain', 'electron/web', 'electron/core'],
    packages: ['node:', 'vite', '@vitejs/plugin-react'],
  },
]

/** Packages that only the rooms naming them may import, whatever '*' allows. */
const RESERVED = ['electron', 'better-sqlite3', 'node:']
/** Rooms that live on Node, where '*' includes Node's own modules. */
const ON_NODE = ['electron/exchange', 'electron/demo']

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const toPosix = (path: string) => path.split(sep).join(posix.sep)
const aliases = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { imports: Record<string, string> })
  .imports

/** `electron` itself holds only the entry files: a folder under it without an entry of its own is in no room. */
const roomOf = (file: string) =>
  ROOMS.find(({ folder }) => (folder === 'electron' ? posix.dirname(file) === folder : file.startsWith(`${folder}/`)))

/** The project file an import names, or null for a package. */
function resolve(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier)
  for (const [alias, target] of Object.entries(aliases)) {
    const prefix = alias.slice(0, -1)
    if (specifier.startsWith(prefix)) return posix.join(target.slice(0, -1), specifier.slice(prefix.length))
  }
  return null
}

function packageAllowed(room: Room, specifier: string): boolean {
  const reserved = RESERVED.find(
    (name) => specifier === name || specifier.startsWith(name === 'node:' ? name : `${name}/`),
  )
  if (reserved !== undefined)
    return room.packages.includes(reserved) || (reserved === 'node:' && ON_NODE.includes(room.folder))
  return room.packages.some((name) => name === '*' || specifier === name || specifier.startsWith(`${name}/`))
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'"]*?\bfrom\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

/** The store's template tag, or a statement given to a connection. */
const SQL =
  /\bsql`|\b(?:prepare|exec)\(\s*[`'"]\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|WITH|PRAGMA|BEGIN)\b/i

export function checkImports(files: readonly { readonly path: string; readonly text: string }[]): string[] {
  const faults: string[] = []
  for (const { path, text } of files) {
    const room = roomOf(path)
    if (room === undefined) {
      faults.push(`${path}: lies in no room of build/check-imports.ts`)
      continue
    }
    for (const match of text.matchAll(IMPORT)) {
      const specifier = (match[1] ?? match[2] ?? match[3])!
      const target = resolve(path, specifier)
      if (target === null) {
        if (!packageAllowed(room, specifier)) faults.push(`${path}: may not import the package ${specifier}`)
        continue
      }
      if (target === 'package.json') continue
      const other = roomOf(target)
      if (other === undefined || (other !== room && !room.rooms.includes(other.folder)))
        faults.push(`${path}: may not import ${target}`)
    }
    if (room.folder !== 'electron/store' && SQL.test(text)) faults.push(`${path}: SQL belongs in electron/store`)
    const lines = text.split('\n').length
    if (lines > 500) faults.push(`${path}: ${lines} lines; above 500 a file is split`)
  }
  return faults
}

if (import.meta.main) {
  const paths = ['shared', 'electron', 'renderer', 'build'].flatMap((folder) =>
    globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }),
  )
  const files = paths.map((path) => ({
    path: toPosix(relative(root, join(root, path))),
    text: readFileSync(join(root, path), 'utf8'),
  }))
  const faults = checkImports(files)
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  process.stdout.write(`import lint: ${files.length} files, ${faults.length} faults\n`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
