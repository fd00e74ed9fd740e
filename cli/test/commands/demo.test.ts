import { expect, test } from 'vitest'

import { widthOf } from '../../src/terminal/width.ts'
import { runCommand } from '../run-command.ts'

test('finds the attacks on the simulated host and accounts for every event', async () => {
  const { exitCode, stdout, stderr } = await runCommand(['demo'], { environment: { COLUMNS: '80' } })

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toMatch(/fps_unlocker\.exe \d+ {2}loader 99\.9 % {2}abuse >99\.9 %/)
  for (const rule of ['SC-01', 'HD-01', 'HD-02', 'HD-08', 'HD-11']) expect(stdout).toContain(rule)
  expect(stdout).toContain('0 unexplained: every event is accounted for')
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .slice(-2)
      .every((line) => line.includes('npx win11mon analyze')),
  ).toBe(true)
})

test('fits into the width of the terminal', async () => {
  const { stdout } = await runCommand(['demo', '--seed', 'another'], { environment: { COLUMNS: '80' } })

  expect(Math.max(...stdout.split('\n').map(widthOf))).toBeLessThanOrEqual(80)
})
