import { defineConfig } from 'vitest/config'

const project = (name: string, timeout: number) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: timeout,
    hookTimeout: timeout,
    // Worker threads and native SQLite handles are happier in their own processes.
    pool: 'forks' as const,
  },
})

export default defineConfig({
  test: {
    projects: [
      project('unit', 20_000),
      project('integration', 180_000),
      project('e2e', 240_000),
      project('fuzz', 120_000),
    ],
  },
})
