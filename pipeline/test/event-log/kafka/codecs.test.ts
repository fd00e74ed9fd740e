import { expect, test } from 'vitest'

import { checkCodec } from '../../../src/event-log/kafka/codecs.ts'
import { compressions } from '../../../src/event-log/kafka/settings.ts'

test.each(compressions)('the codec %s works here', async (name) => {
  await expect(checkCodec(name)).resolves.toBeUndefined()
})

test.each([
  ['throws', () => Promise.reject(new Error('invalid ELF header'))],
  ['gives back something else', () => Promise.resolve(Buffer.from('other'))],
])('a codec that %s is found before anything is sent', async (_, decompress) => {
  const codec = { compress: ({ buffer }: { readonly buffer: Buffer }) => Promise.resolve(buffer), decompress }
  await expect(checkCodec('zstd', () => Promise.resolve(codec))).rejects.toMatchObject({
    code: 'CODEC_UNAVAILABLE',
    isRetryable: false,
    message: expect.stringContaining('kafka.compression') as string,
  })
})
