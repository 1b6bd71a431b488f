import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { randomStream } from '#demo/random.ts'
import { type Course, courseOf, drawDeath, killIn } from './kills/kill.ts'
import type { Death } from './kills/orders.ts'
import { makeOperations } from './kills/seed-states.ts'

/**
 * One of each operation here but those of backups, which test/integration/services/backup-kills.test.ts has; `npm run test:torture`
 * makes it 200 of all, in a larger book. One alone: KEHENG_KILL_FROM=its number KEHENG_KILLS=1, with KEHENG_KILL_BOOK as it was.
 */
const KILLS = Number(process.env.KEHENG_KILLS ?? 12)
const FROM = Number(process.env.KEHENG_KILL_FROM ?? 0)
const SEED = Number(process.env.KEHENG_KILL_SEED ?? 1)
/** Charge lines load in transactions of 10,000: two of them, or three. */
const BOOK = process.env.KEHENG_KILL_BOOK === 'large' ? { cases: 400, lines: 25_000 } : { cases: 60, lines: 11_000 }

test(`of ${KILLS} processes killed at work, each leaves the book as before or as after, and the next one goes on`, {
  timeout: 120_000 + KILLS * 20_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keheng-kills-'))
  const found = new Map<string, { old: number; new: number; late: number }>()
  const faults: string[] = []
  try {
    const states = join(folder, 'states')
    mkdirSync(states)
    const operations = await makeOperations(states, BOOK.cases, BOOK.lines)
    const courses = new Map<string, Course>()
    for (let kill = FROM; kill < FROM + KILLS; kill++) {
      const operation = operations[kill % operations.length]!
      const course = courses.get(operation.name) ?? (await courseOf(operation, join(folder, 'course')))
      courses.set(operation.name, course)
      const random = randomStream(SEED, kill)
      const drawn: Death[] = []
      const draw = () => {
        drawn.push(drawDeath(course, random))
        return drawn.at(-1)!
      }
      try {
        const killed = await killIn(course, draw, join(folder, 'kill'))
        const seen = found.get(operation.name) ?? { old: 0, new: 0, late: 0 }
        seen[killed.found]++
        if (killed.late) seen.late++
        found.set(operation.name, seen)
      } catch (error) {
        const kept = mkdtempSync(join(tmpdir(), `keheng-killed-${kill}-`))
        cpSync(join(folder, 'kill'), kept, { recursive: true })
        const told = `seed ${SEED}, kill ${kill}, ${operation.name}, ${JSON.stringify(drawn.at(-1))}, kept in ${kept}`
        faults.push(`${told}: ${(error as Error).message}`)
        process.stdout.write(`${faults.at(-1)!.slice(0, 2000)}\n`)
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  for (const [name, seen] of found)
    process.stdout.write(
      `${name}: ${seen.old} old, ${seen.new} new${seen.late === 0 ? '' : `, ${seen.late} after its end`}\n`,
    )
  expect(faults).toEqual([])
})
