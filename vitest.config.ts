import { defineConfig } from 'vitest/config'

const project = (
  name: string,
  timeout: number,
  files: { include?: string[]; exclude?: string[]; groupOrder?: number } = {},
) => ({
  test: {
    name,
    include: files.include ?? [`test/${name}/**/*.test.ts`],
    exclude: files.exclude ?? [],
    testTimeout: timeout,
    hookTimeout: timeout,
    // Worker threads and native SQLite handles are happier in their own processes.
    pool: 'forks' as const,
    sequence: { groupOrder: files.groupOrder ?? 0 },
  },
})

/** Measures how long the core keeps anyone waiting, so nothing else may run beside it. */
const RESPONSIVE = ['test/integration/core/responsive.test.ts']

export default defineConfig({
  test: {
    projects: [
      project('unit', 20_000),
      project('integration', 180_000, { exclude: RESPONSIVE }),
      project('e2e', 240_000, { groupOrder: 1 }),
      project('fuzz', 120_000),
      project('responsive', 180_000, { include: RESPONSIVE, groupOrder: 2 }),
    ],
  },
})
