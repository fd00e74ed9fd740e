import { expect, onTestFinished, test } from 'vitest'

import { type HealthReport, openHealthServer } from '../../src/health/health-server.ts'

async function aServer(report: HealthReport): Promise<string> {
  const server = await openHealthServer({
    address: '127.0.0.1:0',
    report: () => report,
    metricsText: () => Promise.resolve('a_metric 1\n'),
  })
  onTestFinished(() => server.close())
  return `http://127.0.0.1:${server.port}`
}

test('ready says 200 with progress and 503 without, and both say why', async () => {
  const [well, stuck] = [
    await aServer({ isReady: true, details: { publishStuckMs: 0 } }),
    await aServer({ isReady: false, details: { publishStuckMs: 31_000 } }),
  ]
  const [yes, no] = [await fetch(`${well}/ready`), await fetch(`${stuck}/ready`)]
  expect([yes.status, no.status, await no.json()]).toEqual([200, 503, { publishStuckMs: 31_000 }])
  // It answers, so it is alive: starting it anew would help nobody.
  expect((await fetch(`${stuck}/health`)).status).toBe(200)
})

test('metrics come in the format of Prometheus', async () => {
  const response = await fetch(`${await aServer({ isReady: true, details: {} })}/metrics`)
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4')
  expect(await response.text()).toBe('a_metric 1\n')
})

test('nothing else is answered', async () => {
  const url = await aServer({ isReady: true, details: {} })
  expect((await fetch(`${url}/../etc/passwd`)).status).toBe(404)
  expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(405)
})

test.each(['0.0.0.0:9464', '10.0.0.1:80', '[::]:80', 'example.org:80', '127.0.0.1', ':80'])(
  'the address %s is refused',
  async (address) => {
    const opening = openHealthServer({ address, report: () => ({ isReady: true, details: {} }), metricsText: () => Promise.resolve('') })
    await expect(opening).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(address) })
  },
)

test('an address that other machines reach is listened on where that is asked for', async () => {
  const server = await openHealthServer({
    address: '0.0.0.0:0',
    isExposed: true,
    report: () => ({ isReady: true, details: {} }),
    metricsText: () => Promise.resolve(''),
  })
  onTestFinished(() => server.close())
  expect((await fetch(`http://127.0.0.1:${server.port}/ready`)).status).toBe(200)
})

test.each(['example.org:80', '0.0.0.0', ':80', ''])('exposed or not, %j is no address', async (address) => {
  const opening = openHealthServer({
    address,
    isExposed: true,
    report: () => ({ isReady: true, details: {} }),
    metricsText: () => Promise.resolve(''),
  })
  await expect(opening).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
})

test('a port that is taken is an error that says so', async () => {
  const { port } = new URL(await aServer({ isReady: true, details: {} }))
  const address = `127.0.0.1:${port}`
  const opening = openHealthServer({ address, report: () => ({ isReady: true, details: {} }), metricsText: () => Promise.resolve('') })
  await expect(opening).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(address) })
})
