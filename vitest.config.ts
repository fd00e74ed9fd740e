import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: { resolve: { conditions: ['@win11mon/source', 'node', 'module', 'import'] } },
  test: {
    include: ['{schemas,pipeline,collector,enricher,cli,bench}/test/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['test/integration/**', '**/node_modules/**'],
    pool: 'threads',
    // One worker a core, and modules loaded once in each: no test replaces a module or keeps state in one.
    maxWorkers: '100%',
    isolate: false,
    globalSetup: ['test/say-what-is-skipped.ts', 'test/build-simulation.ts'],
    // Says that a test hangs, not that the machine is busy: property tests run hundreds of histories.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
