import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SIX, writeCases } from '../../fixtures/tiny-department.ts'
import { startTestCore } from '../../support/core.ts'
import { importFile, tinyBook } from '../../support/tiny-book.ts'

/** So many processes are killed; KEHENG_KILLS sets another number for a long run. */
const KILLS = Number(process.env.KEHENG_KILLS ?? 12)
const STEPS = ['backup', 'restore', 'undo'] as const
/** A step takes some 0.2 to 0.6 s, so the kills fall all over it and into the next. */
const LATEST_KILL_MS = 600
const SCRIPT = join(import.meta.dirname, '..', '..', 'support', 'restore-and-die.ts')

test(`of ${KILLS} kills while backing up and restoring, each leaves the old book or the new one, and only good backups`, {
  timeout: 60_000 + KILLS * 8_000,
}, async () => {
  const core = await tinyBook(startTestCore())
  const path = join(core.folder, 'a.keheng')
  const casesOf = async () => {
    const status = await core.call('book.open', { path })
    return status.open && !status.readOnly ? status.cases : null
  }
  try {
    const six = await casesOf()
    const { backup } = await core.job('backups.create', { folder: join(core.folder, 'kept') })
    const kept = join(core.folder, 'six.keheng-backup')
    copyFileSync(backup!.path, kept)
    const more = [{ ...SIX[0]!, caseNo: 'NEW1' }]
    await importFile(core, 'cases', writeCases(join(core.folder, 'more.csv'), more))
    const states = new Set<number | null>()
    for (let kill = 0; kill < KILLS; kill++) {
      await core.call('book.close', {})
      // The first of each step at once, so that both outcomes are met in every run.
      const delay = kill < STEPS.length ? 0 : Math.random() * LATEST_KILL_MS
      await dieIn(STEPS[kill % STEPS.length]!, delay, path, kept)
      const cases = await casesOf()
      states.add(cases)
      expect([six, six! + 1]).toContain(cases)
      expect((await core.job('book.verify', {})).ok).toBe(true)
      expect(existsSync(`${path}.restoring`)).toBe(false)
      const { backups } = await core.call('backups.list', {})
      expect(backups.filter(({ good }) => !good)).toEqual([])
      for (const { path: made } of backups.slice(0, 2))
        expect(await core.job('backups.verify', { path: made })).toMatchObject({ ok: true })
      if (cases === six) await importFile(core, 'cases', writeCases(join(core.folder, `${kill}.csv`), more))
    }
    process.stdout.write(`cases after the kills: ${[...states].join(', ')} (old ${six! + 1}, restored ${six})\n`)
  } finally {
    await core.close()
  }
})

/** Starts a process at it and kills it so many milliseconds after it began the step. */
async function dieIn(step: (typeof STEPS)[number], delay: number, book: string, backup: string): Promise<void> {
  const child = spawn(process.execPath, [SCRIPT, book, backup], { stdio: ['ignore', 'pipe', 'pipe'] })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  const ended = once(child, 'close')
  const begun = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes(step)) resolve()
    })
  })
  await Promise.race([begun, ended])
  await new Promise((resolve) => setTimeout(resolve, delay))
  child.kill('SIGKILL')
  const [, signal] = (await ended) as [number | null, string | null]
  expect(signal, complaint).toBe('SIGKILL')
}
