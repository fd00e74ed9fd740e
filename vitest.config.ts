import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: { resolve: { conditions: ['@win11mon/source', 'node', 'module', 'import'] } },
  test: {
    include: ['{schemas,pipeline,collector,enricher,cli,bench}/test/**/*.test.ts', 'test/**/*.test.ts'],
    pool: 'threads',
    // Says that a test hangs, not that the machine is busy.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A busy machine makes property tests slow, not wrong.
    testTimeout: 60_000,
    globalSetup: ['test/say-what-is-skipped.ts'],
  },
})
