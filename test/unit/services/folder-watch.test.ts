import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { watchFolder } from '#services/folder-watch.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'keheng-test-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

test('a folder that is not there yet is looked for, and what comes into it is told, several files once', async () => {
  const folder = join(home, 'inbox')
  let told = 0
  const watch = watchFolder(folder, () => told++, 30, 100)
  try {
    await new Promise((resolve) => setTimeout(resolve, 80))
    mkdirSync(folder)
    for (const name of ['a.csv', 'b.csv', 'c.csv']) writeFileSync(join(folder, name), 'x')
    await expect.poll(() => told, { timeout: 5_000 }).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(told).toBe(1)
  } finally {
    watch.close()
  }
  writeFileSync(join(folder, 'd.csv'), 'x')
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(told).toBe(1)
})
