declare module 'kafkajs/src/network/requestQueue/index.js' {
  import type { RequestQueue } from './request-queue.ts'

  /** What the library keeps for itself; only request-queue.ts knows what it looks like. */
  const library: { readonly prototype: RequestQueue }
  export default library
}
