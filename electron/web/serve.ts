import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { startCore } from '#core/client.ts'
import { configFolder, keepsKeysInSystem, temporaryFolder } from '#core/folders.ts'
import { VERSION } from '#core/version.ts'
import { type Problem, ProblemError, problem } from '#shared/domain/problem.ts'
import { startWebHost } from './host.ts'
import { openBrowser } from './open-browser.ts'

export interface ServeOptions {
  /** The book to open; null starts on the welcome page. */
  readonly dbPath: string | null
  readonly port?: number
  /** Open a browser window; otherwise, and when none can be opened, the address is logged. */
  readonly open: boolean
  readonly log: (line: string) => void
  readonly rendererDir?: string
  readonly settingsFile?: string | null
}

export interface Served {
  readonly url: string
  /** Resolves when the host has ended: null after `close`, a problem when the core stopped by itself. */
  readonly ended: Promise<Problem | null>
  close(): Promise<void>
}

/**
 * The app behind the local web host: core, host, window. Throws a `ProblemError` when the book cannot be opened, the
 * port is taken, or the pages have not been built.
 */
export async function serveBook(options: ServeOptions): Promise<Served> {
  const rendererDir = options.rendererDir ?? join(import.meta.dirname, '..', '..', 'dist', 'renderer')
  if (!existsSync(join(rendererDir, 'index.html'))) {
    throw problem(
      'file-not-found',
      '界面还没有生成，请先运行 npm run build。',
      'The pages have not been built; run npm run build first.',
    )
  }
  const exports = await temporaryFolder('export')
  const client = startCore({
    settingsFile: options.settingsFile === undefined ? join(configFolder(), 'settings.json') : options.settingsFile,
    systemSecrets: options.settingsFile === undefined && keepsKeysInSystem(),
    exportFolder: exports.path,
    version: VERSION,
  })
  const { promise: ended, resolve: end } = Promise.withResolvers<Problem | null>()
  let host: Awaited<ReturnType<typeof startWebHost>> | null = null
  let closing: Promise<void> | null = null
  const close = () => {
    closing ??= closeAll()
    return closing
  }
  async function closeAll(): Promise<void> {
    await host?.close()
    await client.close()
    await exports.remove()
    end(null)
  }

  try {
    const { dbPath } = options
    const opened = dbPath === null ? null : await client.call('book.open', { path: resolve(dbPath) })
    if (opened?.ok === false) throw new ProblemError(opened.error)
    const port = options.port === undefined ? {} : { port: options.port }
    host = await startWebHost({ client, rendererDir, exportFolder: exports.path, ...port })
  } catch (thrown) {
    await close()
    throw thrown
  }
  client.onStopped((stopped) => {
    end(stopped)
    void close()
  })
  const notOpened = options.open ? await openBrowser(host.url) : 'not asked to'
  if (notOpened === null) options.log(`Keheng is open in a browser window (port ${host.port}). Ctrl-C ends it.`)
  else {
    const why = options.open ? ` (no window: ${notOpened})` : ''
    options.log(`Open this address in Chrome or Edge on this machine${why}. Ctrl-C ends it.\n  ${host.url}`)
  }
  return { url: host.url, ended, close }
}

/** Serves until Ctrl-C or a stop from outside; resolves to the exit code. */
export async function serveUntilInterrupted(options: ServeOptions): Promise<number> {
  const served = await serveBook(options)
  const stop = () => void served.close()
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.once(signal, stop)
  const stopped = await served.ended
  for (const signal of signals) process.removeListener(signal, stop)
  if (stopped === null) return 0
  options.log(stopped.message.en)
  return 1
}
