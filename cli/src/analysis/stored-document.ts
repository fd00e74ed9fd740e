import { PipelineError } from '@win11mon/pipeline'

/**
 * What the JSON of a stored document says, as far as `pick` reads it: it names the shape it expects. Fails with STORE_DAMAGED when
 * the document is of another.
 */
export function readStored<Result>({ id, doc }: { readonly id: string; readonly doc: string }, pick: (document: never) => Result): Result {
  try {
    return pick(JSON.parse(doc) as never)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const message = `The document ${id} of the store cannot be read (${reason}). Analyse the captures again into a new store.`
    throw new PipelineError('STORE_DAMAGED', message, { cause: error })
  }
}
