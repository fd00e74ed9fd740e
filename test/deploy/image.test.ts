import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { versions } from '../../deploy/local/versions.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const dockerfile = read('deploy/image/Dockerfile')

test('the image has the Node of the versions, and CI runs the tests on it', () => {
  expect(dockerfile).toMatch(new RegExp(`^ARG NODE_VERSION=${versions.node.replaceAll('.', '\\.')}$`, 'mu'))
  expect(read('.ci/run')).toMatch(new RegExp(`^second_node=${versions.node.replaceAll('.', '\\.')}$`, 'mu'))
  const bases = dockerfile.match(/^FROM .*$/gmu) ?? []
  expect(bases.map((line) => line.replace(/ AS .*/u, ''))).toEqual(bases.map(() => 'FROM node:${NODE_VERSION}-bookworm-slim'))
})

test('the image runs as a user that is none of its base, given by number', () => {
  const users = [...dockerfile.matchAll(/^USER (.*)$/gmu)].map(([, user]) => user)
  expect(users).toEqual(['10001:10001'])
})

test('every room whose package file the lock file has is there when packages are installed', () => {
  const { workspaces } = JSON.parse(read('package.json')) as { readonly workspaces: readonly string[] }
  for (const room of workspaces) expect(dockerfile).toContain(`COPY ${room}/package.json ${room}/`)
})
