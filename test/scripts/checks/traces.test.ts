import { expect, test } from 'vitest'

import { lockFileProblems, missingPlatformPackages } from '../../../scripts/checks/lock-file.ts'
import { machinePathProblems } from '../../../scripts/checks/machine-paths.ts'
import { mergeLeftoverProblems } from '../../../scripts/checks/merge-leftovers.ts'
import { aRepository } from './a-repository.ts'

test('finds a download address in the lock file', () => {
  const text = '{\n  "integrity": "x",\n  "resolved": "https://registry.example.org/x.tgz"\n}\n'

  expect(lockFileProblems(aRepository({ 'package-lock.json': text }))).toHaveLength(1)
})

test('accepts links to workspaces in the lock file', () => {
  expect(lockFileProblems(aRepository({ 'package-lock.json': '{\n  "resolved": "schemas",\n  "link": true\n}\n' }))).toEqual([])
})

test('finds the path of a machine and leaves paths of Windows alone', () => {
  const home = ['', 'home', 'anna', 'win11mon'].join('/')
  const repository = aRepository({ 'a.ts': `const a = '${home}'\nconst b = 'C:\\\\Users\\\\anna\\\\x.exe'\n` })

  expect(machinePathProblems(repository)).toEqual(['a.ts:1: names a path of one machine.'])
})

test('finds what a merge left undecided, also as a formatter rewrote it', () => {
  const quoted = `${'> '.repeat(6)}> 1234567 (a change)`
  const repository = aRepository({
    'a.ts': `${'<'.repeat(7)} HEAD\nconst a = 1 << 7\n`,
    'b.md': `Title\n=======\n\n> a quotation\n\n${quoted}\n`,
  })

  expect(mergeLeftoverProblems(repository)).toEqual(['a.ts:1: a merge was not decided here.', 'b.md:6: a merge was not decided here.'])
})

test('finds a platform package that the lock file left out', () => {
  const packages = {
    'node_modules/tool': {
      version: '1.2.3',
      dev: true,
      optionalDependencies: { '@tool/linux-x64-gnu': '1.2.3', '@tool/win32-arm64': '1.2.3' },
    },
    'node_modules/@tool/linux-x64-gnu': { version: '1.2.3' },
  }

  expect(missingPlatformPackages(packages)).toEqual([
    {
      place: 'node_modules/@tool/win32-arm64',
      entry: { version: '1.2.3', cpu: ['arm64'], os: ['win32'], dev: true, optional: true },
    },
  ])
})
