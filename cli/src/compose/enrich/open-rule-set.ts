import type { Logger } from '@win11mon/pipeline'

import type { Config } from '../../settings.ts'
import type { Notices } from '../../terminal/notices.ts'
import { loadRuleSet } from '../load-rule-set.ts'

/** The rules of the settings; what is said of them to a person stands in the log of a service. */
export async function openRuleSet({ enricher }: Config, directory: string, log: Logger): ReturnType<typeof loadRuleSet> {
  const notices: Notices = { warn: (message) => log.warn({}, message), info: (message) => log.info({}, message) }
  return await loadRuleSet(enricher, directory, notices)
}
