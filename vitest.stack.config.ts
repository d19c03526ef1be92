import { defineConfig } from 'vitest/config'

/** Suites on real servers, two files at a time: each starts what it needs, on ports of its own, and stops it. */
export default defineConfig({
  test: {
    include: ['test/stack/**/*.test.ts'],
    exclude: ['test/stack/full/**', 'node_modules/**'],
    globalSetup: 'test/stack/report.ts',
    maxWorkers: 2,
    disableConsoleIntercept: true,
    testTimeout: 120_000,
  },
})
