import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'

const PROJECT = join(import.meta.dirname, '../../..')

/** A Node on this machine that is too old for the app, outside the project's own. */
function oldNode(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
  const programs = folders.map((folder) => join(folder, process.platform === 'win32' ? 'node.exe' : 'node'))
  const isOld = (program: string) => {
    const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' })
    return Number(/^v(\d+)\./.exec(stdout)?.[1] ?? 99) < 24
  }
  return programs.filter(existsSync).find(isOld) ?? null
}

const node = oldNode()
if (node === null) process.stdout.write('skipped: no Node older than 24 on this machine\n')

test.skipIf(node === null).each(['start.mjs', 'keheng.mjs'])(
  'bin/%s on an old Node ends with one plain sentence',
  (file) => {
    const { status, stdout, stderr } = spawnSync(node ?? '', [join(PROJECT, 'bin', file)], { encoding: 'utf8' })
    expect(stderr).toMatch(
      /^Keheng needs Node\.js 24 or newer and this is [\d.]+: run it as "npm .*", which brings its own\.\n$/,
    )
    expect([status, stdout]).toEqual([1, ''])
  },
)

test('npm start says how it is used', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(PROJECT, 'bin', 'start.mjs'), '--port', 'x'], {
    encoding: 'utf8',
  })
  expect([status, stderr]).toEqual([2, 'Usage: npm start -- [--db FILE] [--port N] [--no-open] [--web]\n'])
})
