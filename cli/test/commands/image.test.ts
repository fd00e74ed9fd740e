import { gunzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { aFile, runCommand } from '../run-command.ts'

/** An image with an import from KERNELBASE.dll and an original name with a mark of direction: made by the builder of the collector's tests. */
const tool = gunzipSync(
  Buffer.from(
    'H4sIAAAAAAACA+3TPUvDUBSH8SfiIiLEzbGjU8jQQTffUgxqKy0UEaGkNIZCbaF0cHTyUzr4EfwI2vhCWzsVFMHnt9x7zr2HXP6Qi2tWdgBcJt' +
      'B7DOb6L8DmGr8mnNnHIewCe9sLBz8s6mWT7DOU8GNdyKACz/w5x+M8m+TpqNkfFnCWNOvJ+dFhK4l6g8H3DCszdRjO17OeqAJtWnRok9CkRUqD' +
      'Oh1S6tRorPziByCgxYQxfYYU1OgzICdlyC2jt+/flHdiqsTsl2uXGDhhi4BGOVmU0xmDr/lpdUcOFIzJ6NIlZ0xUici5L0+WCcqYdt6fNtef/h' +
      'nxkv7GOpwCV+E0K0mSJEmSJEmSJEmSJEmSJEmSJEmSJEnSf/cK3yU8qQBCAAA=',
    'base64',
  ),
)

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
