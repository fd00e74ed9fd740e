declare module 'kafkajs/src/network/requestQueue/index.js' {
  /** What the library keeps for itself; only request-queue.ts knows what it looks like. */
  const RequestQueue: { readonly prototype: import('./request-queue.ts').RequestQueue }
  export default RequestQueue
}
