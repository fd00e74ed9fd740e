import { type Clock } from '../clock/clock.ts'
import { systemClock } from '../clock/system.ts'
import { type FamilyName, familyNames } from '../document-store/families.ts'
import { openOpensearchRequests } from '../document-store/opensearch.ts'
import { extendMapping } from '../document-store/opensearch-extend-mapping.ts'
import { type RetainedIndex, type RetentionProgress, applyRetention, planRetention } from '../document-store/opensearch-retention.ts'
import { templateName, templatesOf } from '../document-store/opensearch-templates.ts'
import {
  type ClusterObject,
  type InstallMode,
  type ObjectReport,
  installObjects,
  pluginsOf,
} from '../document-store/opensearch/cluster-objects.ts'
import type { Requests } from '../document-store/opensearch/requests.ts'
import type { OpensearchSettings } from '../document-store/opensearch/settings.ts'
import { familyPattern } from './content-files.ts'
import { monitorBody } from './monitor.ts'
import { monitors } from './monitors.ts'
import { logType, retentionPolicy } from './retention-policy.ts'
import { roles } from './roles.ts'

export interface RetentionReport {
  /** `plugin`: the index management of the cluster does it, and nothing is done here. */
  readonly by: 'plugin' | 'win11mon'
  readonly indices: readonly RetainedIndex[]
}

/** What a cluster needs beside its documents, for `win11mon index`. */
export interface IndexAdministration {
  status(): Promise<readonly ObjectReport[]>
  /** Creates what is missing and changes nothing that is there. */
  bootstrap(): Promise<readonly ObjectReport[]>
  /** Also brings what is different to this version, and gives indices the fields that are new. */
  upgrade(): Promise<readonly ObjectReport[]>
  /** What age asks of the indices of events; done when `applies`, unless the cluster has a plugin that does. */
  retention(applies: boolean, progress?: RetentionProgress): Promise<RetentionReport>
  close(): Promise<void>
}

/** Needs a node: its methods reject with the error that says what is wrong. */
export async function openIndexAdministration(settings: OpensearchSettings, clock: Clock = systemClock): Promise<IndexAdministration> {
  const requests = await openOpensearchRequests(settings)
  const install = (mode: InstallMode): Promise<readonly ObjectReport[]> => installObjects(requests, clusterObjects(settings), mode)
  return {
    status: () => install('look'),
    bootstrap: () => install('create'),
    async upgrade() {
      const reports = await install('replace')
      for (const family of familyNames) await extendMapping(requests, settings.prefix, family)
      return reports
    },
    async retention(applies, progress) {
      const report = await planned(requests, settings, clock.nowUs())
      if (applies && report.by === 'win11mon') await applyRetention(requests, report.indices, progress)
      return report
    },
    close: () => requests.close(),
  }
}

async function planned(requests: Requests, settings: OpensearchSettings, nowUs: number): Promise<RetentionReport> {
  const by = (await pluginsOf(requests)).has('opensearch-index-management') ? 'plugin' : 'win11mon'
  return { by, indices: await planRetention(requests, settings, nowUs) }
}

/** In the order in which each finds what it needs. */
function clusterObjects(settings: OpensearchSettings): readonly ClusterObject[] {
  const { prefix, notification_channel: channel } = settings
  const single = familyNames.filter((family: FamilyName) => family !== 'events' && family !== 'inputs')
  return [
    ...templatesOf(settings),
    ...single.map((family) => ({ kind: 'index' as const, name: templateName(prefix, family), body: {} })),
    { kind: 'retention_policy', name: `${prefix}-events`, body: retentionPolicy(settings) },
    ...roles(prefix).map(({ name, body }) => ({ kind: 'role' as const, name, body })),
    ...monitors.map((monitor) => {
      const body = monitorBody(monitor, (family) => familyPattern(prefix, family), channel)
      return { kind: 'monitor' as const, name: (body as { readonly name: string }).name, body }
    }),
    { kind: 'log_type', name: logType.name, body: logType },
  ]
}
