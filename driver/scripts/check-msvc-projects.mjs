// Parses the project files of the Microsoft build and compares them with what mingw builds. They were never run here.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')

/** Elements as [path, text]; throws when the file is not well formed. */
function elements(name) {
  const found = []
  const open = []
  let text = ''
  const body = read(name)
    .replace(/<\?xml[^>]*\?>/, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
  for (const [, close, tag, attributes, selfClosed, characters] of body.matchAll(/<(\/?)([A-Za-z_]+)([^<>]*?)(\/?)>|([^<]+)/g)) {
    if (tag === undefined) text += characters
    else if (close === '/') {
      assert.equal(open.pop(), tag, `${name}: </${tag}>`)
      found.push([[...open, tag].join('/'), text.trim()])
      text = ''
    } else {
      const include = /Include="([^"]*)"/.exec(attributes)?.[1]
      if (include !== undefined) found.push([[...open, tag].join('/'), include])
      text = ''
      if (selfClosed === '') open.push(tag)
    }
  }
  assert.deepEqual(open, [], `${name}: not closed`)
  return found
}

const sourcesOf = (project) =>
  project
    .filter(([path, text]) => path === 'Project/ItemGroup/ClCompile' && text !== '')
    .map(([, text]) => text.replaceAll('\\', '/').replace('../', ''))
    .toSorted((left, right) => left.localeCompare(right))
const listed = (folder) =>
  readdirSync(new URL(`../${folder}`, import.meta.url))
    .filter((name) => name.endsWith('.c'))
    .map((name) => `${folder}/${name}`)

const driver = elements('msvc/win11mon.vcxproj')
assert.deepEqual(
  sourcesOf(driver),
  [...listed('src'), ...listed('src/arch')].toSorted((left, right) => left.localeCompare(right)),
  'sources of the driver',
)
const client = elements('msvc/win11mon_callbacks.vcxproj')
const mingwClient = /^CLIENT := (.*)$/m.exec(read('Makefile.windows'))[1].split(' ')
assert.deepEqual(
  sourcesOf(client),
  mingwClient.toSorted((left, right) => left.localeCompare(right)),
  'sources of the client',
)

const settings = 'Project/ItemDefinitionGroup'
for (const project of [driver, client]) {
  const has = (path, text) =>
    assert.ok(
      project.some((entry) => entry[0] === path && entry[1].includes(text)),
      `${path}: ${text}`,
    )
  has(`${settings}/ClCompile/BufferSecurityCheck`, 'true')
  has(`${settings}/ClCompile/ControlFlowGuard`, 'Guard')
  has(`${settings}/ClCompile/DebugInformationFormat`, 'ProgramDatabase')
  has(`${settings}/ClCompile/WarningLevel`, 'Level4')
  has(`${settings}/ClCompile/TreatWarningAsError`, 'true')
  has(`${settings}/ClCompile/ForcedIncludeFiles`, 'gcc_builtins.h')
  has(`${settings}/Link/CETCompat`, 'true')
  has(`${settings}/Link/GenerateDebugInformation`, 'true')
  for (const platform of ['Release|x64', 'Release|ARM64']) has('Project/ItemGroup/ProjectConfiguration', platform)
}
assert.ok(driver.some(([path, text]) => path === `${settings}/Link/AdditionalOptions` && text.includes('/INTEGRITYCHECK')))
assert.ok(driver.some(([path, text]) => path.endsWith('/EnableInfVerif') && text === 'true'))
assert.ok(driver.some(([path, text]) => path.endsWith('/MonVersion') && text === JSON.parse(read('package.json')).version))
const targets = read('msvc/verify.targets')
elements('msvc/verify.targets')
for (const name of ['MonInfVerif', 'MonCodeQL', 'MonStaticDriverVerifier']) assert.ok(targets.includes(`<Target Name="${name}">`), name)
