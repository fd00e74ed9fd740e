import type { Rule } from '../rule.ts'
import { selfDuplication } from './hd-01-self-duplication.ts'
import { duplicateRightOnCriticalProcess } from './hd-02-duplicate-right-on-critical-process.ts'
import { thirdPartyDuplication } from './hd-03-third-party-duplication.ts'
import { handleToLowerIntegrity } from './hd-04-handle-to-lower-integrity.ts'
import { duplicationBurst } from './hd-05-duplication-burst.ts'
import { singleTargetHammer } from './hd-06-single-target-hammer.ts'
import { duplicationFromIoringHolder } from './hd-07-duplication-from-ioring-holder.ts'
import { lsassRead } from './hd-08-lsass-read.ts'
import { lsassOpensForDuplication } from './hd-09-lsass-opens-for-duplication.ts'
import { secondaryLogonLeak } from './hd-10-secondary-logon-leak.ts'
import { parentSpoofing } from './hd-11-parent-spoofing.ts'
import { injection } from './hd-12-injection.ts'
import { crossSessionHandle } from './hd-13-cross-session-handle.ts'
import { agentAttacked } from './hd-14-agent-attacked.ts'
import { threadHijack } from './hd-15-thread-hijack.ts'
import { rightsStripped } from './hd-16-rights-stripped.ts'
import { rapidDuplication } from './hd-17-rapid-duplication.ts'
import { ioringSettings } from './rg-01-ioring-settings.ts'
import { autostart } from './rg-02-autostart.ts'
import { elevationHijack } from './rg-03-elevation-hijack.ts'
import { protectionLowered } from './rg-04-protection-lowered.ts'
import { remoteThread } from './th-01-remote-thread.ts'
import { imageInSensitiveProcess } from './im-01-image-in-sensitive-process.ts'
import { suspiciousImage } from './im-02-suspicious-image.ts'
import { driverLoad } from './im-03-driver-load.ts'
import { integrityJump } from './pc-01-integrity-jump.ts'
import { elevationProxy } from './pc-02-elevation-proxy.ts'
import { chosenParent } from './pc-03-chosen-parent.ts'
import { misplacedSystemProcess } from './pc-04-misplaced-system-process.ts'
import { processTampering } from './pc-05-process-tampering.ts'
import { manyRingOperations } from './an-01-many-ring-operations.ts'
import { rapidRingHandles } from './an-03-rapid-ring-handles.ts'
import { elevatedRingAbuse } from './an-04-elevated-ring-abuse.ts'
import { ringViolations } from './an-07-ring-violations.ts'
import { unrelatedRingSharing } from './xp-100-unrelated-ring-sharing.ts'
import { systemRingTaken } from './xp-101-system-ring-taken.ts'
import { ringAcrossIntegrity } from './xp-102-ring-across-integrity.ts'
import { inheritedRing } from './xp-104-inherited-ring.ts'

/** Every rule, in the order in which they look at an event: those that others ask for come first. A new rule is its file and its line here. */
export const rules: readonly Rule[] = [
  selfDuplication,
  duplicateRightOnCriticalProcess,
  thirdPartyDuplication,
  handleToLowerIntegrity,
  lsassRead,
  injection,
  duplicationBurst,
  singleTargetHammer,
  duplicationFromIoringHolder,
  lsassOpensForDuplication,
  secondaryLogonLeak,
  parentSpoofing,
  crossSessionHandle,
  agentAttacked,
  threadHijack,
  rightsStripped,
  rapidDuplication,
  ioringSettings,
  autostart,
  elevationHijack,
  protectionLowered,
  remoteThread,
  imageInSensitiveProcess,
  suspiciousImage,
  driverLoad,
  integrityJump,
  elevationProxy,
  chosenParent,
  misplacedSystemProcess,
  processTampering,
  manyRingOperations,
  rapidRingHandles,
  elevatedRingAbuse,
  ringViolations,
  unrelatedRingSharing,
  systemRingTaken,
  ringAcrossIntegrity,
  inheritedRing,
]
