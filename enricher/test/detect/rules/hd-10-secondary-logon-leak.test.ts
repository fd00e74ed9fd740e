import { expect, test } from 'vitest'

import { secondaryLogonLeak as rule } from '../../../src/detect/rules/hd-10-secondary-logon-leak.ts'
import { aHandleCreate, aProcessCreate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

const svchost = 'C:\\Windows\\System32\\svchost.exe'
const service = aProcessCreate({ timeUs: at(0), executable: svchost, commandLine: 'svchost.exe -k netsvcs -p -s seclogon' })
const open = aHandleCreate({ timeUs: at(1), executable: svchost, grantedAccess: 0x14c0 })

test('finds secondary logon that opens lsass as it opens its caller', () => {
  expect(findingsOf([rule], [service, open])).toMatchObject([{ finding: { severity: 'high', objectKey: 'lsass.exe' } }])
})

test('is less sure when the command line does not say which service it is', () => {
  expect(findingsOf([rule], [open])).toMatchObject([{ finding: { severity: 'medium' } }])
})

test('finds nothing of another service, another object, or without both rights', () => {
  expect(findingsOf([rule], [{ ...service, commandLine: 'svchost.exe -k netsvcs -p -s Appinfo' }, open])).toEqual([])
  expect(findingsOf([rule], [service, { ...open, objectExecutable: 'C:\\Windows\\explorer.exe' }])).toEqual([])
  expect(findingsOf([rule], [service, { ...open, grantedAccess: 0x1440 }])).toEqual([])
  expect(findingsOf([rule], [service, { ...open, grantedAccess: 0x1fffff }])).toEqual([])
})
