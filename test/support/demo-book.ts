import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'
import { type OpenApp, openApp } from './app.ts'
import { startTestCore } from './core.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly demoBook: string
  }
}

/** Once before all tests of pages: the demonstration department as a person makes it, for each of them to take a copy of. */
export default async function makeDemoBook(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'keheng-demo-book-'))
  const book = join(folder, 'demo.keheng')
  const core = startTestCore()
  try {
    await core.job('book.createDemo', { folder, book })
    await core.call('book.close', {})
  } finally {
    await core.close()
  }
  project.provide('demoBook', book)
  return () => rmSync(folder, { recursive: true, force: true })
}

/** The app on 总览 with a demonstration department of its own. Its folder goes with it. */
export async function openDemo(): Promise<OpenApp> {
  const folder = mkdtempSync(join(tmpdir(), 'keheng-demo-copy-'))
  const book = join(folder, 'demo.keheng')
  copyFileSync(inject('demoBook'), book)
  const app = await openApp(book)
  await app.page.getByTestId('page-overview').waitFor({ timeout: 120_000 })
  await app.page.getByTestId('tiles').waitFor()
  return {
    ...app,
    async close() {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
