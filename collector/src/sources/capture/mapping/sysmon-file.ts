import { newEvent } from '@win11mon/schemas'

import type { Mapper } from './mapper.ts'
import { fillActor } from './sysmon-actor.ts'

/** Sysmon 11. */
export const sysmonFileCreate: Mapper = {
  kind: 'file_create',
  map(fields) {
    const event = newEvent.file_create()
    fillActor(event, fields)
    event.filePath = fields.text('TargetFilename')
    event.createdUs = fields.utcTime('CreationUtcTime')
    return event
  },
}

/** Sysmon 23, and 26, which keeps no copy of the file. */
export const sysmonFileDelete: Mapper = {
  kind: 'file_delete',
  map(fields, { eventId }) {
    const event = newEvent.file_delete()
    fillActor(event, fields)
    event.filePath = fields.text('TargetFilename')
    event.hashes = fields.text('Hashes')
    event.isExecutable = fields.boolean('IsExecutable')
    event.isArchived = eventId === 26 ? false : fields.boolean('Archived')
    return event
  },
}

/** Sysmon 15. */
export const sysmonFileStreamCreate: Mapper = {
  kind: 'file_stream_create',
  map(fields) {
    const event = newEvent.file_stream_create()
    fillActor(event, fields)
    event.filePath = fields.text('TargetFilename')
    event.createdUs = fields.utcTime('CreationUtcTime')
    event.hashes = fields.text('Hash')
    event.contents = fields.text('Contents')
    return event
  },
}

/** Sysmon 2. */
export const sysmonFileTimeChange: Mapper = {
  kind: 'file_time_change',
  map(fields) {
    const event = newEvent.file_time_change()
    fillActor(event, fields)
    event.filePath = fields.text('TargetFilename')
    event.createdUs = fields.utcTime('CreationUtcTime')
    event.previousCreatedUs = fields.utcTime('PreviousCreationUtcTime')
    return event
  },
}

/** Sysmon 9. */
export const sysmonRawAccessRead: Mapper = {
  kind: 'raw_access_read',
  map(fields) {
    const event = newEvent.raw_access_read()
    fillActor(event, fields)
    event.device = fields.text('Device')
    return event
  },
}
