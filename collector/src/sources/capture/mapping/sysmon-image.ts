import { type ImageLoad, newEvent } from '@win11mon/schemas'

import type { RecordFields } from '../record/fields.ts'
import type { Mapper } from './mapper.ts'

/** Sysmon 7. */
export const sysmonImageLoad: Mapper = {
  kind: 'image_load',
  map(fields) {
    const event = newEvent.image_load()
    event.processId = fields.requiredProcessId('ProcessId')
    event.executable = fields.image('Image')
    event.originalFileName = fields.text('OriginalFileName')
    event.fileVersion = fields.text('FileVersion')
    event.fileDescription = fields.text('Description')
    event.product = fields.text('Product')
    event.company = fields.text('Company')
    event.userName = fields.text('User')
    event.sourceGuid = fields.guid('ProcessGuid', 'ProcessGUID')
    return describeImage(event, fields)
  },
}

/** Sysmon 6: a driver is an image load of process 0. */
export const sysmonDriverLoad: Mapper = {
  kind: 'image_load',
  map: (fields) => describeImage(newEvent.image_load(), fields),
}

function describeImage(event: ImageLoad, fields: RecordFields): ImageLoad {
  event.imagePath = fields.text('ImageLoaded')
  event.isSigned = fields.boolean('Signed')
  event.signature = fields.text('Signature')
  event.signatureStatus = fields.text('SignatureStatus')
  event.hashes = fields.text('Hashes')
  return event
}
