import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '#demo/random.ts'
import { dumpBook, firstDifference } from '../book-dump.ts'
import type { Opened } from './opening-child.ts'
import { asEnvironment, type Death, type Orders } from './orders.ts'
import { BOOK, type Operation } from './seed-states.ts'

/** How an operation goes when nothing stops it, and the book before and after it. */
export interface Course {
  readonly operation: Operation
  readonly old: string
  readonly new: string
  readonly milliseconds: number
  readonly reports: number
  /** Statements it runs, and how often each. */
  readonly statements: readonly (readonly [text: string, times: number])[]
}

export interface Kill {
  readonly death: Death
  /** Which state the book was found in. */
  readonly found: 'old' | 'new'
  /** It had done its work before its moment came, each time, and was killed while it did nothing. */
  readonly late: boolean
}

/** A process that is done before its moment comes is drawn another one, so often. */
const MOST_DRAWS = 4

/** Runs an operation to its end in a process of its own. */
export async function courseOf(operation: Operation, folder: string): Promise<Course> {
  const own = freshCopy(operation, folder)
  const countsFile = join(folder, 'counts.json')
  const child = start('working-child.ts', [], orders(operation, own, { die: null, countsFile }), folder)
  const { text, complaint } = await ended(child)
  const done = /^done (.*)$/m.exec(text)?.[1]
  if (done === undefined) throw new Error(`${operation.name} did not come to its end: ${complaint}`)
  const course = {
    operation,
    old: dumpBook(join(operation.state, BOOK), 'all'),
    new: dumpBook(join(own, BOOK), 'all'),
    ...(JSON.parse(done) as { milliseconds: number; reports: number }),
    statements: JSON.parse(readFileSync(countsFile, 'utf8')) as [string, number][],
  }
  if ((course.old === course.new) !== (operation.keepsBook === true))
    throw new Error(`${operation.name}: what does it change?`)
  return course
}

/**
 * Half at statements: every text alike, however often it runs, so that a commit is met as often as an insert; the rest at
 * moments, which may lie in the middle of a statement, and at reports.
 */
export function drawDeath({ statements, milliseconds, reports }: Course, random: Random): Death {
  const kind = random.int(0, 9)
  if (kind < 5 && statements.length > 0) {
    const [text, times] = random.pick(statements)
    return { at: 'statement', text, occurrence: random.int(1, times), after: random.chance(0.5) }
  }
  if (kind < 6 && reports > 0) return { at: 'progress', report: random.int(1, reports) }
  return { at: 'moment', milliseconds: Math.round(random.unit() * milliseconds) }
}

/**
 * Kills a process in an operation, and has a fresh one open the book and do it again.
 * @param draw the next moment to try: how long an operation takes differs from run to run
 * @throws Error when the book is locked, does not verify, is neither as before nor as after, or the operation done again does
 *   not lead where it leads undisturbed
 */
export async function killIn(course: Course, draw: () => Death, folder: string): Promise<Kill> {
  const { operation } = course
  let own: string
  let death: Death
  let late: boolean
  let draws = 0
  do {
    own = freshCopy(operation, folder)
    death = draw()
    const child = start('working-child.ts', [], orders(operation, own, { die: death, countsFile: null }), folder)
    late = await dieAt(child, death)
  } while (late && ++draws < MOST_DRAWS)

  const found = join(folder, 'found.txt')
  const after = join(folder, 'after.txt')
  const opening = start(
    'opening-child.ts',
    [found, after],
    orders(operation, own, { die: null, countsFile: null }),
    folder,
  )
  const { text, complaint } = await ended(opening)
  const [opened, next] = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)
  if (opened === undefined) throw new Error(`the book did not open: ${complaint}`)
  if (next === undefined) throw new Error(`nothing could be done with the book: ${complaint}`)
  requireSound(opened as Opened)
  const state = stateOf(course, readFileSync(found, 'utf8'))
  requireWorking(course, state, next as { ok: boolean }, after)
  return { death, found: state, late }
}

function requireSound({ readOnly, faults, badBackups, leftUnpacked }: Opened): void {
  if (readOnly) throw new Error('the lock of the dead process holds the book')
  if (faults.length > 0) throw new Error(`the book does not verify: ${JSON.stringify(faults)}`)
  if (badBackups.length > 0) throw new Error(`backups that are not good: ${badBackups.join(', ')}`)
  if (leftUnpacked.length > 0) throw new Error(`left unpacked: ${leftUnpacked.join(', ')}`)
}

function stateOf({ old, new: new_ }: Course, found: string): 'old' | 'new' {
  if (found === old) return 'old'
  if (found === new_) return 'new'
  throw new Error(`neither as before: ${firstDifference(old, found)}\nnor as after: ${firstDifference(new_, found)}`)
}

/** What had not taken effect does when it is done again; what had is done once more, or refused in words. */
function requireWorking(course: Course, state: 'old' | 'new', next: { readonly ok: boolean }, afterFile: string): void {
  if (state === 'new') {
    if (JSON.stringify(next).includes('"internal"')) throw new Error(`done once more: ${JSON.stringify(next)}`)
    return
  }
  if (!next.ok) throw new Error(`cannot be done again: ${JSON.stringify(next)}`)
  const after = readFileSync(afterFile, 'utf8')
  if (after !== course.new) throw new Error(`done again, and not as undisturbed: ${firstDifference(course.new, after)}`)
}

function freshCopy({ state }: Operation, folder: string): string {
  const own = join(folder, 'own')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'tmp'), { recursive: true })
  cpSync(state, own, { recursive: true })
  return own
}

function orders({ method, request, state }: Operation, own: string, more: Pick<Orders, 'die' | 'countsFile'>): Orders {
  return { book: join(own, BOOK), identityFolder: join(state, '..'), method, request, ...more }
}

function start(script: string, args: readonly string[], given: Orders, folder: string): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    cwd: folder,
    env: { ...process.env, ...asEnvironment(given), TMPDIR: join(folder, 'tmp') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Waits for a process; true when the process had done its work before it was killed. */
async function dieAt(child: ChildProcess, death: Death): Promise<boolean> {
  const done = said(child, 'done')
  const finished = ended(child)
  if (death.at === 'moment') {
    await Promise.race([said(child, 'begun'), finished])
    await Promise.race([wait(death.milliseconds), finished])
    child.kill('SIGKILL')
  } else {
    await Promise.race([done, finished])
    child.kill('SIGKILL')
  }
  const { text, complaint } = await finished
  if (child.signalCode !== 'SIGKILL') throw new Error(`it ended by itself: ${complaint}`)
  return text.includes('done')
}

function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve) => {
    child.stdout!.on('data', (text: Buffer) => {
      if (text.includes(word)) resolve()
    })
  })
}

async function ended(child: ChildProcess): Promise<{ readonly text: string; readonly complaint: string }> {
  let text = ''
  let complaint = ''
  child.stdout!.on('data', (data: Buffer) => {
    text += data.toString('utf8')
  })
  child.stderr!.on('data', (data: Buffer) => {
    complaint += data.toString('utf8')
  })
  await once(child, 'close')
  return { text, complaint }
}
