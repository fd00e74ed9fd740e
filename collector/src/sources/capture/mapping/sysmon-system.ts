import { type WmiSubscriptionPart, newEvent } from '@win11mon/schemas'

import type { Mapper } from './mapper.ts'
import { fillActor } from './sysmon-actor.ts'

const parts: ReadonlyMap<number, WmiSubscriptionPart> = new Map([
  [19, 'filter'],
  [20, 'consumer'],
  [21, 'binding'],
])

/** Sysmon 19, 20 and 21. They name an account and no process. */
export const sysmonWmiSubscription: Mapper = {
  kind: 'wmi_subscription',
  knownBy: 'Operation',
  map(fields, { eventId }) {
    const event = newEvent.wmi_subscription()
    event.part = parts.get(eventId) ?? 'unknown'
    event.operation = fields.text('Operation')
    event.userName = fields.text('User')
    event.name = fields.text('Name')
    event.namespace = fields.text('EventNamespace')
    event.query = fields.text('Query')
    event.consumerType = fields.text('Type')
    event.destination = fields.text('Destination')
    event.consumer = fields.text('Consumer')
    event.filter = fields.text('Filter')
    return event
  },
}

/** Sysmon 25. */
export const sysmonProcessTampering: Mapper = {
  kind: 'process_tampering',
  map(fields) {
    const event = newEvent.process_tampering()
    fillActor(event, fields)
    event.tamperingType = fields.text('Type')
    return event
  },
}
