import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openFuzzedBook } from './files/fuzzed-book.ts'
import { FAMILIES, fileMaker } from './files/fuzzed-file.ts'

/** 400 here; `npm run test:torture` hands in 10,000. One alone: KEHENG_FUZZ_FROM=its number KEHENG_FUZZ_FILES=1. */
const FILES = Number(process.env.KEHENG_FUZZ_FILES ?? 400)
const FROM = Number(process.env.KEHENG_FUZZ_FROM ?? 0)
const SEED = Number(process.env.KEHENG_FUZZ_SEED ?? 1)
/** After so many the rest is not worth waiting for. */
const MOST_FAULTS = 20
/** Fewer say nothing about how often files of a family are taken. */
const ENOUGH = 300

test(`${FILES} files, each taken in whole or refused in words with the book as it was, none silent for 5 s`, {
  timeout: 120_000 + FILES * 500,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keheng-fuzz-files-'))
  const make = await fileMaker(folder, SEED)
  const openBook = () => openFuzzedBook(mkdtempSync(join(folder, 'book-')))
  let book = await openBook()
  const seen = new Map(FAMILIES.map((family) => [family, { taken: 0, refused: 0 }]))
  const codes = new Map<string, number>()
  const faults: string[] = []
  let slowest = { index: 0, milliseconds: 0 }
  try {
    for (let index = FROM; index < FROM + FILES; index++) {
      const fuzzed = await make(index)
      try {
        const { refused, milliseconds } = await book.handIn(fuzzed)
        seen.get(fuzzed.family)![refused === null ? 'taken' : 'refused']++
        if (refused !== null) codes.set(refused.code, (codes.get(refused.code) ?? 0) + 1)
        if (milliseconds > slowest.milliseconds) slowest = { index, milliseconds }
      } catch (error) {
        const kept = join(tmpdir(), fuzzed.family === 'template' ? `fuzzed-${index}.json` : `fuzzed-${fuzzed.name}`)
        writeFileSync(kept, fuzzed.family === 'template' ? JSON.stringify(fuzzed.template) : fuzzed.bytes)
        const fault = `seed ${SEED}, file ${index} (${fuzzed.family}, kept as ${kept}): ${(error as Error).message}`
        process.stdout.write(`${fault.slice(0, 1000)}\n`)
        faults.push(fault)
        if (faults.length === MOST_FAULTS) break
        // The book is not what it was, or the core still busy: what comes after is handed in to another.
        void book.close()
        book = await openBook()
      }
    }
  } finally {
    await book.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const told = [...seen].map(([family, { taken, refused }]) => `${family} ${taken} taken ${refused} refused`)
  process.stdout.write(`${told.join(', ')}; slowest ${Math.round(slowest.milliseconds)} ms (file ${slowest.index})\n`)
  process.stdout.write(
    `refused with ${[...codes]
      .sort((a, b) => b[1] - a[1])
      .map(([code, n]) => `${code} ${n}`)
      .join(', ')}\n`,
  )
  expect(faults).toEqual([])
  if (FILES < ENOUGH) return
  for (const [family, { taken, refused }] of seen)
    expect(Math.min(taken, refused), `${family}: ${told}`).toBeGreaterThan(0)
})
