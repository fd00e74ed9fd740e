import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { schemaFingerprint } from '../src/avro/fingerprint.ts'
import type { Artifact } from './artifact.ts'
import { avroSchema } from './avro-schema.ts'
import { codecModule } from './typescript-codec.ts'
import { fieldsModule } from './typescript-fields.ts'
import { eventsModule } from './typescript-types.ts'

const repository = fileURLToPath(new URL('../../', import.meta.url))

function artifacts(): readonly Artifact[] {
  const schemaText = `${JSON.stringify(avroSchema(), null, 2)}\n`
  return [
    { path: 'schemas/generated/event-batch.avsc', text: schemaText },
    { path: 'schemas/generated/events.ts', text: eventsModule() },
    { path: 'schemas/generated/fields.ts', text: fieldsModule() },
    { path: 'schemas/generated/codec.ts', text: codecModule(schemaFingerprint(schemaText)) },
  ]
}

for (const artifact of artifacts()) {
  const path = join(repository, artifact.path)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, artifact.text)
}
void readFileSync
