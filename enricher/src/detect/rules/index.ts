import type { Rule } from '../rule.ts'
import { selfDuplication } from './hd-01-self-duplication.ts'
import { duplicateRightOnCriticalProcess } from './hd-02-duplicate-right-on-critical-process.ts'
import { duplicationBurst } from './hd-05-duplication-burst.ts'
import { lsassRead } from './hd-08-lsass-read.ts'
import { parentSpoofing } from './hd-11-parent-spoofing.ts'

/** Every rule, in the order in which they look at an event. A new rule is its file and its line here. */
export const rules: readonly Rule[] = [selfDuplication, duplicateRightOnCriticalProcess, lsassRead, duplicationBurst, parentSpoofing]
