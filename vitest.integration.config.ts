import { defineConfig } from 'vitest/config'

import hermetic from './vitest.config.ts'

/** Tests against real servers, which `deploy/local` starts: `npm run test:integration`. One file at a time, since they break servers. */
export default defineConfig({
  ...hermetic,
  test: {
    include: ['test/integration/**/*.test.ts'],
    pool: 'threads',
    maxWorkers: 1,
    fileParallelism: false,
    isolate: false,
    globalSetup: ['test/integration/start-servers.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
