import type { RecordLayout } from '../raw-record.ts'
import { eventXmlLayout } from './event-xml.ts'
import { flatLayout } from './flat.ts'
import { getWinEventLayout } from './get-winevent.ts'
import { hayabusaLayout } from './hayabusa.ts'
import { splunkFieldsLayout } from './splunk-fields.ts'
import { wazuhLayout } from './wazuh.ts'
import { winlogbeat6Layout } from './winlogbeat-6.ts'
import { winlogbeatLayout } from './winlogbeat.ts'

/** Of two layouts that describe a record equally well, the first is taken. */
export const layouts: readonly RecordLayout[] = [
  eventXmlLayout,
  winlogbeatLayout,
  winlogbeat6Layout,
  wazuhLayout,
  getWinEventLayout,
  hayabusaLayout,
  splunkFieldsLayout,
  flatLayout,
]
