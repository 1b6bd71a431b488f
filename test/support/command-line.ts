import { spawn } from 'node:child_process'
import { join } from 'node:path'

const PROGRAM = join(import.meta.dirname, '..', '..', 'bin', 'keheng.mjs')

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs `keheng` as its own process, in English, without a display, with its settings in `home`. */
export function keheng(home: string, ...args: readonly string[]): Promise<Ended> {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: home,
    env: { ...env, KEHENG_LANG: 'en', KEHENG_CONFIG_DIR: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, out, err }))
  })
}

/** The JSON a command printed; whatever it wrote to standard error fails the test. */
export async function kehengJson<T>(home: string, ...args: readonly string[]): Promise<T> {
  const { code, out, err } = await keheng(home, ...args, '--json')
  if (code !== 0 || err !== '') throw new Error(`keheng ${args.join(' ')} ended with ${code}: ${err}`)
  return JSON.parse(out) as T
}
