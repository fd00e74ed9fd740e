import type { Repository } from '../repository.ts'
import { importSpecifiers, lineAt } from './import-specifiers.ts'

/** The only files that may name a vendor's client: one per port and technology, so that the embedded mode loads none of them. */
const homes: Readonly<Record<string, RegExp>> = {
  koffi: /^collector\/src\/sources\/device\/native\//u,
  'node:sqlite': /^pipeline\/src\/[a-z-]+\/(?:sqlite|open-database)\.ts$/u,
  '@photostructure/sqlite': /^pipeline\/src\/[a-z-]+\/(?:sqlite|open-database)\.ts$/u,
  // An adapter of several files, which know the client's types; only the first of them loads it.
  kafkajs: /^pipeline\/src\/[a-z-]+\/kafka(?:\.ts$|[/-])/u,
  // The codecs of one file, so that only those that are used get loaded.
  '@mongodb-js/zstd': /^pipeline\/src\/event-log\/kafka\/codecs\.ts$/u,
  'lz4-napi': /^pipeline\/src\/event-log\/kafka\/codecs\.ts$/u,
  'kafkajs-snappy': /^pipeline\/src\/event-log\/kafka\/(?:codecs|kafkajs-snappy\.d)\.ts$/u,
  '@kafkajs/confluent-schema-registry': /^pipeline\/src\/schema-registry\/confluent\.ts$/u,
  ioredis: /^pipeline\/src\/[a-z-]+\/redis\.ts$/u,
  bullmq: /^pipeline\/src\/[a-z-]+\/bullmq\.ts$/u,
  '@opensearch-project/opensearch': /^pipeline\/src\/[a-z-]+\/opensearch(?:\.ts$|[/-])/u,
}

const isRoomSource = /^[a-z]+\/src\/.*\.ts$/u

/** Vendor clients named outside their home, and those that their home loads at once instead of when they are asked for. */
export function vendorClientProblems(repository: Repository): string[] {
  return repository.paths
    .filter((path) => isRoomSource.test(path))
    .flatMap((path) => {
      const text = repository.read(path)
      return Object.entries(homes).flatMap(([client, home]) =>
        home.test(path) ? eagerImports(path, text, client) : mentions(path, text, client),
      )
    })
}

/** Looks for the quoted name, not for an import: a name in a variable loads the client just as well. */
function mentions(path: string, text: string, client: string): string[] {
  const offset = ["'", '"', '`'].map((quote) => text.indexOf(quote + client + quote)).find((found) => found >= 0)
  return offset === undefined
    ? []
    : [`${path}:${lineAt(text, offset)}: names ${client}, which belongs into ${homes[client]?.source ?? ''} only.`]
}

function eagerImports(path: string, text: string, client: string): string[] {
  return importSpecifiers(text)
    .filter(({ specifier, isLazy, isType }) => specifier === client && !isLazy && !isType)
    .map(({ line }) => `${path}:${line}: loads ${client} at once: import it where it is first needed.`)
}
