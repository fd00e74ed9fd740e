// Asserts what Windows will ask of the driver image. Usage: node check-image.mjs win11mon.sys [signed.sys]
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

import { check, finish } from './checks.mjs'

const allowedImports = {
  'ntoskrnl.exe': new Set(
    readFileSync(new URL('./allowed-imports.txt', import.meta.url), 'utf8')
      .split('\n')
      .filter(Boolean),
  ),
  'hal.dll': new Set(['KeQueryPerformanceCounter']),
}

function parse(file) {
  const bytes = readFileSync(file)
  const pe = bytes.readUInt32LE(0x3c)
  const optional = pe + 24
  const sections = Array.from({ length: bytes.readUInt16LE(pe + 6) }, (_, index) => {
    const at = optional + bytes.readUInt16LE(pe + 20) + index * 40
    return {
      name: bytes.toString('latin1', at, at + 8).replaceAll('\0', ''),
      address: bytes.readUInt32LE(at + 12),
      size: bytes.readUInt32LE(at + 16),
      offset: bytes.readUInt32LE(at + 20),
      characteristics: bytes.readUInt32LE(at + 36),
    }
  })
  const directory = (index) => ({
    address: bytes.readUInt32LE(optional + 112 + index * 8),
    size: bytes.readUInt32LE(optional + 116 + index * 8),
  })
  const toOffset = (address) => {
    const section = sections.find((entry) => address >= entry.address && address < entry.address + entry.size)
    assert.ok(section, `address ${address.toString(16)} lies in no section`)
    return section.offset + address - section.address
  }
  return { bytes, pe, optional, sections, directory, toOffset }
}

function textAt(bytes, offset) {
  return bytes.toString('latin1', offset, bytes.indexOf(0, offset))
}

/** Every imported name, as [library, name]. */
function importsOf(image) {
  const { bytes, directory, toOffset } = image
  const found = []
  for (let at = toOffset(directory(1).address); bytes.readUInt32LE(at + 12) !== 0; at += 20) {
    const library = textAt(bytes, toOffset(bytes.readUInt32LE(at + 12))).toLowerCase()
    const table = bytes.readUInt32LE(at) || bytes.readUInt32LE(at + 16)
    for (let entry = toOffset(table); bytes.readBigUInt64LE(entry) !== 0n; entry += 8) {
      const value = bytes.readBigUInt64LE(entry)
      assert.equal(value >> 63n, 0n, 'imports by name only')
      found.push([library, textAt(bytes, toOffset(Number(value)) + 2)])
    }
  }
  return found
}

const image = parse(process.argv[2])
const { bytes, pe, optional } = image
check('the machine is x64', () => assert.equal(bytes.readUInt16LE(pe + 4), 0x8664))
check('it is an executable image and no DLL', () => assert.equal(bytes.readUInt16LE(pe + 22) & 0x2002, 0x0002))
check('the format is PE32+', () => assert.equal(bytes.readUInt16LE(optional), 0x20b))
check('the subsystem is native, version 10.0', () => {
  assert.equal(bytes.readUInt16LE(optional + 68), 1)
  assert.equal(bytes.readUInt16LE(optional + 48), 10)
})
check('FORCE_INTEGRITY is set', () => assert.equal(bytes.readUInt16LE(optional + 70) & 0x0080, 0x0080))
check('NX is set', () => assert.equal(bytes.readUInt16LE(optional + 70) & 0x0100, 0x0100))
check('ASLR with high entropy is set', () => assert.equal(bytes.readUInt16LE(optional + 70) & 0x0060, 0x0060))
check('the checksum is filled in', () => assert.notEqual(bytes.readUInt32LE(optional + 64), 0))
check('unwind tables are there', () => assert.ok(image.directory(3).size > 0))
check('relocations are there', () => assert.ok(image.directory(5).size > 0))
check('it exports nothing', () => assert.equal(image.directory(0).size, 0))
check('no section is writable and executable', () =>
  image.sections.forEach((section) => assert.notEqual(section.characteristics & 0xa0000000, 0xa0000000, section.name)),
)
check('it imports only what is on the list', () =>
  importsOf(image).forEach(([library, name]) => assert.ok(allowedImports[library]?.has(name), `${library}!${name}`)),
)
check('everything on the list is imported', () => {
  const names = new Set(importsOf(image).map(([, name]) => name))
  Object.values(allowedImports).forEach((list) => list.forEach((name) => assert.ok(names.has(name), name)))
})
check('a debug directory of kind CodeView names the build', () => {
  const at = image.toOffset(image.directory(6).address)
  assert.equal(image.directory(6).size, 28)
  assert.equal(bytes.readUInt32LE(at + 12), 2)
  const record = bytes.readUInt32LE(at + 24)
  assert.equal(bytes.toString('latin1', record, record + 4), 'RSDS')
  assert.ok(bytes.subarray(record + 4, record + 20).some((byte) => byte !== 0))
})

/** A text of the version resource: its name in UTF-16, aligned, then its value. */
function versionText(name) {
  const resources = image.sections.find((section) => section.name === '.rsrc')
  const part = bytes.subarray(resources.offset, resources.offset + resources.size)
  const key = Buffer.from(`${name}\0`, 'utf16le')
  const at = part.indexOf(key)
  assert.notEqual(at, -1, `the version resource has no ${name}`)
  const value = Math.ceil((at + key.length) / 4) * 4
  let end = value
  while (part.readUInt16LE(end) !== 0) end += 2
  return part.toString('utf16le', value, end)
}

check('the version resource has the version of package.json', () => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  assert.equal(versionText('FileVersion'), version)
  assert.equal(versionText('ProductVersion'), version)
  assert.equal(versionText('OriginalFilename'), 'win11mon.sys')
})
check('the image says from which sources and with which compiler it was built', () => {
  const head = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim()
  assert.match(versionText('SourceRevision'), new RegExp(`^${head}(-modified)?$`))
  assert.match(versionText('Toolchain'), /^mingw-w64-gcc-\d+/)
})
if (process.argv[3] !== undefined) {
  const signed = parse(process.argv[3])
  check('the signed image carries its signature', () => assert.ok(signed.directory(4).size > 0))
  check('signing changed nothing else', () => {
    assert.deepEqual(signed.bytes.subarray(optional + 240, bytes.length), bytes.subarray(optional + 240))
  })
}
finish()
