import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { writePackage } from '#exchange/sync/package/write-package.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { contentOf, draft, receiver, request } from './packages.ts'
import { ORTHO } from './parties.ts'
import { SAMPLE } from './sample-rows.ts'

const folder = await mkdtemp(join(tmpdir(), 'keheng-mutations-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const RUNS = 400

/**
 * Zip repeats in its local headers what its directory says, and has dates and flags that no reader looks at: a change there
 * changes nothing. Everywhere else a change has to be noticed.
 */
describe.each([
  { encrypt: false, most: RUNS / 2 },
  { encrypt: true, most: 0 },
])('encrypted: $encrypt', ({ encrypt, most }) => {
  const work = join(folder, `work-${encrypt}`)

  async function sample() {
    const path = join(folder, `whole-${encrypt}.khpkg`)
    await writePackage(
      path,
      request(draft('issue', { tables: { cases: SAMPLE.cases, ledger: SAMPLE.ledger } }), { encrypt }),
    )
    await mkdir(work, { recursive: true })
    return { bytes: await readFile(path), content: await contentOf(path, receiver(ORTHO)) }
  }

  /** @returns whether the changed bytes were accepted, with the very same content then */
  async function isAccepted(bytes: Buffer, content: unknown): Promise<boolean> {
    const path = join(folder, `changed-${encrypt}.khpkg`)
    await writeFile(path, bytes)
    try {
      expect(await contentOf(path, receiver(ORTHO, { folder: work }))).toEqual(content)
      return true
    } catch (error) {
      // Refused, in the words of a refusal: not an error of some library, and not one of `expect`.
      if (!(error instanceof ProblemError)) throw error
      expect(error.problem.code).toMatch(/^package-/)
      return false
    } finally {
      expect(await readdir(work)).toEqual([])
    }
  }

  it('any byte changed: refused, or the content is what it was', async () => {
    const { bytes, content } = await sample()
    let accepted = 0
    const place = fc.integer({ min: 0, max: bytes.length - 1 })
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const changed = Buffer.from(bytes)
        changed[at]! ^= mask
        if (await isAccepted(changed, content)) accepted++
      }),
      { numRuns: RUNS, seed: 20260315 },
    )
    expect(accepted).toBeLessThanOrEqual(most)
  }, 60_000)

  it('cut off, drawn out or with a piece moved: refused, or the content is what it was', async () => {
    const { bytes, content } = await sample()
    const place = fc.integer({ min: 1, max: bytes.length - 1 })
    const piece = fc.uint8Array({ minLength: 1, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(place, place, piece, async (a, b, inserted) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        await isAccepted(bytes.subarray(0, from), content)
        await isAccepted(Buffer.concat([bytes.subarray(0, from), inserted, bytes.subarray(from)]), content)
        if (to > from) await isAccepted(Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]), content)
      }),
      { numRuns: RUNS / 4, seed: 20260316 },
    )
  }, 60_000)
})
