import { defineConfig } from 'vitest/config'

/** Suites on real servers, one file after the other: each starts what it needs and stops it. */
export default defineConfig({
  test: {
    include: ['test/stack/**/*.test.ts'],
    exclude: ['test/stack/full/**', 'node_modules/**'],
    globalSetup: 'test/stack/report.ts',
    fileParallelism: false,
    disableConsoleIntercept: true,
    testTimeout: 120_000,
  },
})
