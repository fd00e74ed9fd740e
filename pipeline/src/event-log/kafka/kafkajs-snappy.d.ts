declare module 'kafkajs-snappy' {
  /** Makes a codec as kafkajs wants it. The library comes without types. */
  export default function createCodec(): {
    compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>
    decompress(buffer: Buffer): Promise<Buffer>
  }
}
