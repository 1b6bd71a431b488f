import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ProblemError } from '#shared/domain/problem.ts'
import { serveUntilInterrupted } from '#web/serve.ts'
import { buildElectron, ELECTRON_DIR } from './build.ts'
import { findElectron } from './electron-binary.ts'
import { ensureRenderer } from './ensure-renderer.ts'

const USAGE = 'npm start -- [--db FILE] [--port N] [--no-open] [--web]'

interface StartArguments {
  readonly dbPath: string | null
  readonly port: number | undefined
  readonly open: boolean
  /** Use the web host even where the desktop window is to be had. */
  readonly web: boolean
}

const say = (line: string) => {
  process.stdout.write(`${line}\n`)
}

/** Opens the app the best way this machine allows; resolves to the exit code. */
export async function start(argv: readonly string[]): Promise<number> {
  const given = parseStartArguments(argv)
  if (given === null) {
    process.stderr.write(`Usage: ${USAGE}\n`)
    return 2
  }
  try {
    await ensureRenderer(say)
    return await openApp(given)
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown
    process.stderr.write(`${thrown.problem.message.zh}\n${thrown.problem.message.en}\n`)
    return 1
  }
}

async function openApp(given: StartArguments): Promise<number> {
  // A port or --no-open is about the web host, so there is no point in looking for the desktop window.
  const wantsWeb = given.web || given.port !== undefined || !given.open
  if (!wantsWeb) {
    const electron = await findElectron(say)
    if (electron.found) return openDesktop(electron.path, given.dbPath)
    say(`The desktop window is not available: ${electron.why}. Opening in the browser instead.`)
  }
  const { dbPath, open, port } = given
  return serveUntilInterrupted({ dbPath, open, log: say, ...(port === undefined ? {} : { port }) })
}

async function openDesktop(electron: string, dbPath: string | null): Promise<number> {
  await buildElectron()
  const book = dbPath === null ? [] : ['--db', resolve(dbPath)]
  const child = spawn(electron, [join(ELECTRON_DIR, 'main.js'), ...book], { stdio: 'inherit' })
  // Ctrl-C reaches the window through the terminal; this process only waits for it to close.
  process.on('SIGINT', () => {})
  return new Promise((done) => {
    child.once('error', () => done(1))
    child.once('exit', (code) => done(code ?? 0))
  })
}

function parseStartArguments(argv: readonly string[]): StartArguments | null {
  try {
    const { values } = parseArgs({
      args: [...argv],
      allowPositionals: false,
      options: {
        db: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        web: { type: 'boolean' },
      },
    })
    const port = values.port === undefined ? undefined : Number(values.port)
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) return null
    return { dbPath: values.db ?? null, port, open: values['no-open'] !== true, web: values.web === true }
  } catch {
    return null
  }
}
