import { mkdir, rename, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type InlineConfig, mergeConfig } from 'vite'
import rendererConfig from './vite.renderer.config.ts'

const ROOT = join(import.meta.dirname, '..')
export const RENDERER_DIR = join(ROOT, 'dist', 'renderer')
export const ELECTRON_DIR = join(ROOT, 'dist', 'electron')

/**
 * Builds the pages into `dist/renderer`. Built beside it and swapped in, so that a host which is serving never hands
 * out half a build; the index page carries the time the build began, which is what `ensureRenderer` compares.
 */
export async function buildRenderer(outDir = RENDERER_DIR): Promise<void> {
  const began = new Date()
  const fresh = `${outDir}.${process.pid}.new`
  const old = `${outDir}.${process.pid}.old`
  try {
    await build(mergeConfig({ ...rendererConfig, configFile: false }, { logLevel: 'warn', build: { outDir: fresh } }))
    await utimes(join(fresh, 'index.html'), began, began)
    await mkdir(join(outDir, '..'), { recursive: true })
    await rename(outDir, old).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
    await rename(fresh, outDir)
  } finally {
    await Promise.all([fresh, old].map((folder) => rm(folder, { recursive: true, force: true })))
  }
}

export interface ElectronBuildOptions {
  readonly outDir?: string
  /** The core thread's entry; tests build the shell around their own services. */
  readonly coreEntry?: string
}

/**
 * Builds main, core thread and preload into `dist/electron`. Each is self-contained but for `electron`, which only
 * exists inside Electron, and `better-sqlite3` and the keyring, which are native.
 */
export async function buildElectron(options: ElectronBuildOptions = {}): Promise<void> {
  const outDir = options.outDir ?? ELECTRON_DIR
  const source = (name: string) => join(ROOT, 'electron', name)
  await rm(outDir, { recursive: true, force: true })
  await build(bundle(outDir, source('main.ts'), 'main.js', 'es'))
  await build(bundle(outDir, options.coreEntry ?? source('core/worker.ts'), 'core-worker.js', 'es'))
  // A sandboxed preload script is loaded as CommonJS and may require nothing but `electron`.
  await build(bundle(outDir, source('preload.ts'), 'preload.cjs', 'cjs'))
}

function bundle(outDir: string, entry: string, fileName: string, format: 'es' | 'cjs'): InlineConfig {
  return {
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external: ['electron', 'better-sqlite3', '@napi-rs/keyring'] },
    build: {
      outDir,
      emptyOutDir: false,
      ssr: true,
      target: 'node24',
      // A stack in an error report must name functions; the few kilobytes are on a local disk.
      minify: false,
      rolldownOptions: {
        input: entry,
        // One file each: the packaged app and the preload sandbox both want it so.
        output: { format, entryFileNames: fileName, codeSplitting: false },
      },
    },
  }
}

if (import.meta.main) {
  const what = process.argv[2] ?? 'all'
  if (what === 'renderer' || what === 'all') await buildRenderer()
  if (what === 'electron' || what === 'all') await buildElectron()
}
