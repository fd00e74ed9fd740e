import { activityKinds } from './activity.ts'
import type { KindDefinition } from './definition.ts'
import { logRecordKind, scriptKinds, systemChangeKinds } from './event-log.ts'
import { fileKinds } from './file.ts'
import { logonKinds } from './logon.ts'
import { networkKinds } from './network.ts'
import { observationKinds } from './observation.ts'
import { processKinds, snapshotKind } from './process.ts'

export { enums } from './enums.ts'
export { headerFields } from './header.ts'
export type * from './definition.ts'

/** Every kind of event, by wire number. The order is the order of the Avro union and never changes. */
export const kinds: readonly KindDefinition[] = [
  ...processKinds,
  ...activityKinds,
  ...observationKinds,
  snapshotKind,
  ...fileKinds,
  ...networkKinds,
  ...logonKinds,
  ...systemChangeKinds,
  ...scriptKinds,
  logRecordKind,
]
