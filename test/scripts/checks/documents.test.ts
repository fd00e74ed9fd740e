import { expect, test } from 'vitest'

import { docCommandProblems } from '../../../scripts/checks/doc-commands.ts'
import { docLinkProblems } from '../../../scripts/checks/doc-links.ts'
import { monitorPageProblems } from '../../../scripts/checks/monitor-pages.ts'
import { roomPageProblems } from '../../../scripts/checks/room-pages.ts'
import { rulePageProblems } from '../../../scripts/checks/rule-pages.ts'
import { testPlanProblems } from '../../../scripts/checks/test-plan.ts'
import { aRepository } from './a-repository.ts'

const manifest = JSON.stringify({ workspaces: ['schemas'], scripts: { test: 'vitest run', demo: 'x' } })

test('finds a link to a file that is not there', () => {
  const repository = aRepository({ 'docs/a.md': 'see [b](b.md) and [root](../README.md)\n', 'README.md': '' })

  expect(docLinkProblems(repository)).toEqual(['docs/a.md:1: link to b.md: no such file.'])
})

test('finds a link to a heading that is not there', () => {
  const repository = aRepository({ 'a.md': '[x](b.md#what-is-it) [y](b.md#gone) [z](#here)\n# Here\n', 'b.md': '## What is it?\n' })

  expect(docLinkProblems(repository)).toEqual(['a.md:1: link to b.md#gone: no such heading.'])
})

test('follows links to folders and leaves addresses and code alone', () => {
  const repository = aRepository({
    'a.md': '[x](docs/) [y](https://example.org/gone.md)\n```\n[z](gone.md)\n```\n',
    'docs/b.md': '',
  })

  expect(docLinkProblems(repository)).toEqual([])
})

test('finds a command that no package has', () => {
  const repository = aRepository({
    'package.json': manifest,
    'schemas/package.json': '{"scripts":{"build":"tsc"}}',
    'a.md': 'npm test, `npm run demo`, `npm run build -w schemas`\n`npm run gone` and npm run gone -w schemas\n`npm test -w schemas`\n',
  })

  expect(docCommandProblems(repository)).toEqual([
    'a.md:2: `npm run gone`: package.json has no script gone.',
    'a.md:2: `npm run gone -w schemas`: schemas/package.json has no script gone.',
    'a.md:3: `npm test -w schemas`: schemas/package.json has no script test.',
  ])
})

test('finds a workspace without a page', () => {
  expect(roomPageProblems(aRepository({ 'package.json': manifest }))).toHaveLength(1)
})

test('finds a rule without a page and a page without a rule', () => {
  const repository = aRepository({
    'enricher/src/detect/rules/hd-01-x.ts': "  id: 'HD-01',\n  techniques: [{ id: 'T1106', name: 'x' }],\n",
    'docs/rules/HD-02.md': '',
  })

  expect(rulePageProblems(repository)).toEqual([
    'enricher/src/detect/rules/hd-01-x.ts: rule HD-01 has no page docs/rules/HD-01.md.',
    'docs/rules/HD-02.md: there is no rule HD-02.',
  ])
})

test('finds tests that the plan names and that are not there', () => {
  const repository = aRepository({
    'docs/test-plan.md': '| a | `x/test/a.test.ts` "does a", "does b"; `x/test/b.test.ts` |\n',
    'x/test/a.test.ts': "test('does a thing', () => {})\n",
  })

  expect(testPlanProblems(repository)).toEqual([
    'docs/test-plan.md:1: x/test/a.test.ts has no test "does b".',
    'docs/test-plan.md:1: there is no x/test/b.test.ts.',
  ])
})

test('finds plan ids that stand on one side only', () => {
  const repository = aRepository({
    'docs/test-plan.md': 'CB-T01 CB-T02\n',
    'driver/tests/test_callbacks.c': '/* CB-T01 */ "CB-S01"\n',
  })

  expect(testPlanProblems(repository)).toEqual([
    'docs/test-plan.md: no test has the id CB-T02.',
    'driver/tests/test_callbacks.c: CB-S01 is not in docs/test-plan.md.',
  ])
})

test('finds a monitor without a page, a page without a monitor, and one that is not in the list', () => {
  const repository = aRepository({
    'deploy/opensearch/monitors/one.json': '{}',
    'deploy/opensearch/monitors/two.json': '{}',
    'docs/monitors/README.md': '| [two](two.md) | fires |\n',
    'docs/monitors/two.md': '',
    'docs/monitors/three.md': '',
  })

  expect(monitorPageProblems(repository)).toEqual([
    'deploy/opensearch/monitors/one.json: has no page docs/monitors/one.md.',
    'docs/monitors/three.md: there is no monitor three.',
    'docs/monitors/README.md: has no row for three.',
  ])
})
