import { type Monitor, lastMinutes } from './monitor.ts'

/** Rights that make a raised handle worth stealing, by their names in the table of rights. */
const powerfulRights = ['vmRead', 'vmWrite', 'duplicateHandle', 'createThread', 'createProcess'] as const
type PowerfulRight = (typeof powerfulRights)[number]

const grantedField = 'win11mon.handle.granted_access'
const duplicate = { term: { 'event.action': 'handle_duplicate' } }
const succeeded = {
  bool: { should: [{ bool: { must_not: [{ exists: { field: 'win11mon.handle.status' } }] } }, { term: { 'win11mon.handle.status': 0 } }] },
}

const burst: Monitor = {
  id: 'handle-duplication-burst',
  name: 'Burst of duplicated handles on a host',
  meaning:
    'A host duplicated at least 50 handles to at least ten processes within five minutes. Usually a debugger or an inventory tool; browsers duplicate among their own few processes.',
  severity: 2,
  everyMinutes: 1,
  families: ['events'],
  filter: [duplicate, lastMinutes('@timestamp', 5)],
  exclude: [{ term: { 'win11mon.handle.is_kernel_handle': true } }],
  keys: { host: 'host.id' },
  aggregations: { objects: { cardinality: { field: 'win11mon.object.entity_id' } } },
  values: { count: '_count', objects: 'objects' },
  trigger: 'params.count >= 50 && params.objects >= 10',
}

/** Neither its own handle nor one for itself; or it took from another what that one did not give. */
const thirdPartyScript = `def actor = doc['process.pid']; def source = doc['win11mon.source.pid']; def recipient = doc['win11mon.recipient.pid'];
if (actor.size() == 0 || source.size() == 0 || recipient.size() == 0) { return false; }
if (recipient.value == 4) { return false; }
return (actor.value != source.value && actor.value != recipient.value) || (source.value != recipient.value && actor.value == recipient.value);`

const thirdParty: Monitor = {
  id: 'third-party-duplication',
  name: 'A process moved handles that are not its own',
  meaning:
    'A process copied a handle out of another process, for itself or for a third. Usually a broker (RuntimeBroker, browsers), a debugger or csrss.',
  severity: 3,
  everyMinutes: 5,
  families: ['events'],
  filter: [duplicate, lastMinutes('@timestamp', 10), { script: { script: { source: thirdPartyScript, lang: 'painless' } } }],
  exclude: [{ term: { 'win11mon.handle.is_kernel_handle': true } }],
  keys: { host: 'host.id', actor: 'process.entity_id' },
  values: { count: '_count' },
  trigger: 'params.count > 0',
}

function withRight(action: 'handle_create' | 'handle_duplicate', mask: number): object {
  const source = `doc['${grantedField}'].size() != 0 && (doc['${grantedField}'].value & params.right) != 0`
  return {
    filter: {
      bool: {
        filter: [{ term: { 'event.action': action } }, { script: { script: { source, lang: 'painless', params: { right: mask } } } }],
      },
    },
  }
}

/** The copy has a right that no handle of the same process to the same object had when it was opened. */
function raisedRights(masks: Readonly<Record<PowerfulRight, number>>): Monitor {
  const aggregations: Record<string, object> = { opened: { filter: { term: { 'event.action': 'handle_create' } } } }
  const values: Record<string, string> = { opened: 'opened._count' }
  for (const right of powerfulRights) {
    aggregations[`opened_${right}`] = withRight('handle_create', masks[right])
    aggregations[`copied_${right}`] = withRight('handle_duplicate', masks[right])
    values[`opened_${right}`] = `opened_${right}._count`
    values[`copied_${right}`] = `copied_${right}._count`
  }
  const raised = powerfulRights.map((right) => `(params.copied_${right} > 0 && params.opened_${right} == 0)`)
  return {
    id: 'rights-raised-by-duplication',
    name: 'Rights raised by duplicating a handle',
    meaning:
      'A process opened another with few rights and then had a handle with more of them by duplication: a way around what looks at the opening alone. Debuggers and crash handlers do it as well.',
    severity: 2,
    everyMinutes: 5,
    families: ['events'],
    filter: [{ terms: { 'event.action': ['handle_create', 'handle_duplicate'] } }, succeeded, lastMinutes('@timestamp', 15)],
    exclude: [{ term: { 'win11mon.handle.is_kernel_handle': true } }],
    keys: { host: 'host.id', actor: 'process.entity_id', object: 'win11mon.object.entity_id' },
    aggregations,
    values,
    trigger: `params.opened > 0 && (${raised.join(' || ')})`,
  }
}

/** Monitors of what the driver sees and nothing else does: who duplicates whose handles. `masks` are those of the access rights. */
export function handleMonitors(masks: Readonly<Record<PowerfulRight, number>>): readonly Monitor[] {
  return [burst, thirdParty, raisedRights(masks)]
}
