import { expect, test } from 'vitest'

import { packageContentProblems } from '../../../scripts/checks/package-contents.ts'

test('names tests and build caches in any package', () => {
  const paths = ['dist/index.js', 'src/index.ts', 'test/a.test.ts', 'dist/a.test.js', 'dist/tsconfig.tsbuildinfo']
  expect(packageContentProblems('@win11mon/pipeline', paths)).toEqual([
    '@win11mon/pipeline: test/a.test.ts is no part of a package',
    '@win11mon/pipeline: dist/a.test.js is no part of a package',
    '@win11mon/pipeline: dist/tsconfig.tsbuildinfo is no part of a package',
  ])
})

test('names TypeScript in the package of the command, but no declarations', () => {
  const problem = '@win11mon/cli: src/main.ts cannot be run where it is installed'
  expect(packageContentProblems('@win11mon/cli', ['dist/main.js', 'dist/types/index.d.ts', 'src/main.ts'])).toEqual([problem])
})
