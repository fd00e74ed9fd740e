import { expect, test } from 'vitest'

import { openJsonLogger } from '../../src/logging/pino.ts'

async function linesOf(
  level: 'warn' | 'debug',
  secrets: readonly string[],
  say: (log: Awaited<ReturnType<typeof openJsonLogger>>) => void,
): Promise<string[]> {
  const lines: string[] = []
  say(await openJsonLogger({ level, base: { agent: '1' }, secrets, write: (line) => lines.push(line) }))
  return lines
}

test('a message is one line of JSON with level, time, message and fields', async () => {
  const [line = '', ...more] = await linesOf('debug', [], (log) => log.warn({ heldEvents: 3, text: 'a\nb' }, 'The log is away.'))
  expect(more).toEqual([])
  expect(line.endsWith('}\n') && line.indexOf('\n') === line.length - 1).toBe(true)
  expect(JSON.parse(line)).toMatchObject({ level: 'warn', agent: '1', heldEvents: 3, text: 'a\nb', message: 'The log is away.' })
  expect(JSON.parse(line)).toHaveProperty('time', expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/))
})

test('what is below the level is not written', async () => {
  const lines = await linesOf('warn', [], (log) => {
    log.info({}, 'no')
    log.error({}, 'yes')
  })
  expect(lines).toHaveLength(1)
})

test('secrets are not written, by the name of their field or by their value, wherever they stand', async () => {
  const lines = await linesOf('debug', ['hunter2"x', 'abc'], (log) => {
    log.info({ password: 'p1', kafka: { password: 'p2', sasl: { mechanism: 'p3' } } }, 'Connecting with hunter2"x.')
    log.info({ reason: 'broker said hunter2"x is wrong' }, 'abcdef')
  })
  const text = lines.join('')
  for (const secret of ['p1', 'p2', 'p3', 'hunter2']) expect(text).not.toContain(secret)
  // Too short to be replaced wherever it stands.
  expect(text).toContain('abcdef')
})
