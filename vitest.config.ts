import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/**
 * Core threads run the sources, and several hundred tests start one. With their types taken away once and for all a thread stands in
 * half the time; and no two threads of a process run Node's type stripper, whose WebAssembly has been seen to abort
 * the process (V8, when it compiles a call to JavaScript anew: `Mutex corrupt` below `Runtime_TierUpWasmToJSWrapper`).
 */
const COMPILED = join(import.meta.dirname, 'node_modules', '.cache', 'keheng-compiled')

/** Vitest leaves one core to itself, which of two is half of the machine; it has little to do while tests run. */
const WORKERS = Math.max(2, availableParallelism() - 1)

const project = (
  name: string,
  timeout: number,
  files: {
    include?: string[]
    exclude?: string[]
    groupOrder?: number
    maxWorkers?: number
    env?: Record<string, string>
    retry?: number
    globalSetup?: string[]
  } = {},
) => ({
  test: {
    name,
    include: files.include ?? [`test/${name}/**/*.test.ts`],
    exclude: files.exclude ?? [],
    testTimeout: timeout,
    hookTimeout: timeout,
    // Worker threads and native SQLite handles are happier in their own processes.
    pool: 'forks' as const,
    maxWorkers: files.maxWorkers ?? WORKERS,
    retry: files.retry ?? 0,
    globalSetup: files.globalSetup ?? [],
    sequence: { groupOrder: files.groupOrder ?? 0 },
    env: { NODE_COMPILE_CACHE: COMPILED, ...files.env },
  },
})

/** Measures how long the core keeps anyone waiting, so nothing else may run beside it. */
const RESPONSIVE = ['test/integration/core/responsive.test.ts']

/** The fuzz and kill tests in full (`npm run test:torture`, 10,000 files and 200 kills) instead of a minute of each. */
const { KEHENG_FUZZ_FILES = '10000', KEHENG_KILLS = '200', KEHENG_KILL_BOOK = 'large' } = process.env

export default defineConfig(({ mode }) => {
  const torture = mode === 'torture' ? { env: { KEHENG_FUZZ_FILES, KEHENG_KILLS, KEHENG_KILL_BOOK } } : {}
  return {
    test: {
      projects: [
        project('unit', 20_000),
        project('integration', 180_000, { exclude: RESPONSIVE }),
        // A page needs both the core and Chromium: one file at a time. A busy machine may lose a click; the report names what ran twice.
        project('e2e', 240_000, {
          groupOrder: 1,
          maxWorkers: 1,
          retry: 1,
          globalSetup: ['test/support/demo-book.ts'],
        }),
        project('fuzz', 120_000, torture),
        project('torture', 180_000, torture),
        project('responsive', 180_000, { include: RESPONSIVE, groupOrder: 2 }),
      ],
    },
  }
})
