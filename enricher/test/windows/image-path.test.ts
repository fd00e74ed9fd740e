import fc from 'fast-check'
import { expect, test } from 'vitest'

import { imageKey, isCompatibleImage, isSameImage } from '../../src/windows/image-path.ts'

const spellings = [
  'C:\\Windows\\System32\\LSASS.exe',
  'c:\\windows\\system32\\lsass.exe',
  '\\??\\C:\\Windows\\System32\\lsass.exe',
  '\\\\?\\C:\\Windows\\System32\\lsass.exe',
  '\\Device\\HarddiskVolume3\\Windows\\System32\\lsass.exe',
  '\\SystemRoot\\System32\\lsass.exe',
]

test.each(spellings)('knows %s for the same image', (spelling) => {
  expect(imageKey(spelling)).toBe('\\windows\\system32\\lsass.exe')
})

test('knows the same name in another directory for another image', () => {
  expect(isSameImage(imageKey('C:\\Windows\\System32\\lsass.exe'), imageKey('C:\\Temp\\lsass.exe'))).toBe(false)
})

test('compares short names by their last part', () => {
  expect(isSameImage(imageKey('C:\\PROGRA~1\\App\\app.exe'), imageKey('C:\\Program Files\\App\\app.exe'))).toBe(true)
})

test('takes an unknown image for compatible with everything and the same as nothing', () => {
  expect([isCompatibleImage(null, 'a'), isCompatibleImage('a', null), isSameImage(null, null)]).toEqual([true, true, false])
})

test('is the same key again for a key that was given out', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const key = imageKey(`C:\\${name}`)
      expect(imageKey(key)).toBe(key)
    }),
  )
})
