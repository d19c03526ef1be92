import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/stack/**', 'node_modules/**'],
    isolate: false,
    // Much of a test is waiting for the programs that it starts; one worker would be the default on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    disableConsoleIntercept: true,
    testTimeout: 60_000,
  },
})
