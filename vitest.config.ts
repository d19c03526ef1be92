import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/stack/**', 'node_modules/**'],
    isolate: false,
    disableConsoleIntercept: true,
    testTimeout: 60_000,
  },
})
