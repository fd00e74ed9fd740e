import { expect, test } from 'vitest'

import { agentAttacked as rule } from '../../../src/detect/rules/hd-14-agent-attacked.ts'
import { defaultTrustPolicy } from '../../../src/detect/trust-policy.ts'
import { aHandleCreate, aHandleDuplicate, aProcessCreate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

const agent = 'C:\\Program Files\\win11mon\\node\\node.exe'
const open = aHandleCreate({ timeUs: at(1), objectExecutable: agent, grantedAccess: 0x1 })

test.each([0x1, 0x10, 0x20, 0x40, 0x800, 0x1fffff])('finds a handle to the agent with the rights 0x%s', (grantedAccess) => {
  expect(findingsOf([rule], [{ ...open, grantedAccess }])).toMatchObject([
    { finding: { severity: 'critical', object: { processId: 200 } } },
  ])
})

test('finds one that was got by duplication', () => {
  expect(findingsOf([rule], [aHandleDuplicate({ objectExecutable: agent, grantedAccess: 0x1 })])).toHaveLength(1)
})

test('is less grave of a program that nothing speaks against', () => {
  expect(findingsOf([rule], [{ ...open, executable: 'C:\\Program Files\\Office\\office.exe' }])).toMatchObject([
    { finding: { severity: 'high' } },
  ])
})

test('finds nothing when the rights only look, and leaves the agent itself and its parent alone', () => {
  const parent = aProcessCreate({ timeUs: at(0), processId: 100, executable: 'C:\\Tools\\tool.exe' })
  const child = aProcessCreate({ timeUs: at(0.5), processId: 200, executable: agent, parentProcessId: 100 })
  expect(findingsOf([rule], [{ ...open, grantedAccess: 0x101400 }])).toEqual([])
  expect(findingsOf([rule], [{ ...open, executable: agent }])).toEqual([])
  expect(findingsOf([rule], [parent, child, open])).toEqual([])
})

test('guards what the configuration names', () => {
  const policy = { ...defaultTrustPolicy, agentImages: ['D:\\agent\\*'] }
  expect(findingsOf([rule], [open], policy)).toEqual([])
  expect(findingsOf([rule], [{ ...open, objectExecutable: 'D:\\agent\\bin\\agent.exe' }], policy)).toHaveLength(1)
})
