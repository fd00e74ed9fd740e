// Asserts what an INF of a driver without a device must say, and that the altitude is one definition. InfVerif runs on Windows.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'

import { check, finish } from './checks.mjs'

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')

/** Sections by name, each a map of entries; lines without "=" are entries of themselves. */
function parse(text) {
  const sections = new Map()
  let section = new Map()
  for (const line of text.split('\n').map((entry) => (entry.startsWith(';') ? '' : entry.trim()))) {
    const header = /^\[(.+)\]$/.exec(line)
    if (header !== null) {
      assert.ok(!sections.has(header[1]), `section ${header[1]} stands twice`)
      sections.set(header[1], (section = new Map()))
    } else if (line !== '') {
      const [name, ...value] = line.split('=')
      section.set(name.trim(), value.join('=').trim())
    }
  }
  return sections
}

const inf = parse(read('package/win11mon.inf'))
const value = (section, name) => inf.get(section)?.get(name)
const driverVersion = JSON.parse(read('package.json')).version

check('the class is System, which fits a driver that is no minifilter', () => {
  assert.equal(value('Version', 'Class'), '"System"')
  assert.equal(value('Version', 'ClassGuid').toLowerCase(), '{4d36e97d-e325-11ce-bfc1-08002be10318}')
})
check('the version is that of package.json', () => assert.ok(value('Version', 'DriverVer').endsWith(`,${driverVersion}.0`)))
check('it starts on demand, in no load order group, and its list lets in SYSTEM and Administrators only', () => {
  assert.equal(value('DriverService', 'StartType'), '3')
  assert.equal(value('DriverService', 'ServiceType'), '1')
  assert.equal(value('DriverService', 'LoadOrderGroup'), undefined)
  assert.equal(value('DriverService', 'Security'), '"D:P(A;;GA;;;SY)(A;;GA;;;BA)"')
})
check('x64 and ARM64 install and uninstall the same service', () =>
  ['amd64', 'arm64'].forEach((architecture) => {
    assert.equal(value(`DefaultInstall.NT${architecture}.Services`, 'AddService'), 'win11mon,,DriverService')
    assert.equal(value(`DefaultUninstall.NT${architecture}.Services`, 'DelService'), 'win11mon,0x200')
    assert.equal(value(`DefaultUninstall.NT${architecture}`, 'LegacyUninstall'), '1')
  }),
)
check('every string that is used is defined', () => {
  const used = new Set([...read('package/win11mon.inf').matchAll(/%([A-Za-z]+)%/g)].map((match) => match[1]))
  used.forEach((name) => assert.ok(inf.get('Strings').has(name), name))
})
check('the altitude is defined once, in the group of those who only watch', () => {
  const sources = readdirSync(new URL('../src', import.meta.url)).filter((name) => /\.[ch]$/.test(name))
  const altitudes = sources.flatMap((name) => [...read(`src/${name}`).matchAll(/L"(\d{5,6}(?:\.\d+)?)"/g)].map((match) => match[1]))
  assert.equal(altitudes.length, 1)
  assert.ok(Number(altitudes[0]) >= 360000 && Number(altitudes[0]) < 390000)
})
finish()
