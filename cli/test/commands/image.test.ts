import { expect, test } from 'vitest'

import { aPe } from '../../../collector/test/image-facts/a-pe.ts'
import { aFile, runCommand } from '../run-command.ts'

const tool = aPe({ imports: { 'KERNELBASE.dll': ['CreateIoRing'] }, version: { OriginalFilename: 'grabber\u202e.exe' } })

test('shows what a program file says of itself, and nothing of it raw', async () => {
  const { exitCode, stdout } = await runCommand(['image', aFile('tool.exe', tool)])
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/I\/O rings +CreateIoRing/)
  expect(stdout).toMatch(/original name +grabber\\u202e\.exe/)
  expect(stdout).toMatch(/KERNELBASE\.dll +1 +CreateIoRing/)
})

test('says what is no program, and in JSON what is not known', async () => {
  expect((await runCommand(['image', aFile('a.txt', 'text')])).stdout).toContain('no program file')
  const { stdout } = await runCommand(['image', aFile('cut.exe', tool.subarray(0, 0x210)), '-o', 'json'])
  expect(JSON.parse(stdout)).toMatchObject([{ pe: { imports: null, ioring_imports: null, sections: [{ name: '.data' }] } }])
})

test('a file that is not there is an error', async () => {
  const { exitCode, stderr } = await runCommand(['image', 'nothing.exe'])
  expect(exitCode).toBe(66)
  expect(stderr).toContain('nothing.exe cannot be read')
})
