/** Numbers from 0 to 1, the same in every run: what mulberry32 gives. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const programs = 'powershell cmd rundll32 regsvr32 mshta wmic net certutil schtasks reg sc bitsadmin cscript wscript msbuild svchost'.split(
  ' ',
)
const folders = ['\\AppData\\Local\\Temp\\', '\\Users\\Public\\', '\\Downloads\\', '\\ProgramData\\', '\\Windows\\Temp\\', '\\Desktop\\']
const syllables = 'ba con de fil get host in ko load mem net ob pro que run serv tok un val wri exe zip'.split(' ')

/** Rules of the shapes and proportions that public collections for Windows have; every text is made up. */
export function ruleText(count: number, seed = 1): string {
  const next = randomNumbers(seed)
  return Array.from({ length: count }, (_, index) => aRule(index, next)).join('---\n')
}

type Random = () => number

function aRule(index: number, next: Random): string {
  const [logSource, detection] = shapeOf(next)
  return `title: Rule ${index}
name: rule_${index}
level: ${pick(['low', 'medium', 'high'], next)}
logsource: {product: windows, ${logSource}}
detection:
${detection
  .split('\n')
  .map((line) => `  ${line}`)
  .join('\n')}
`
}

/** Of a hundred: how many have this shape. */
const shapes: readonly (readonly [share: number, shape: (next: Random) => readonly [logSource: string, detection: string]])[] = [
  [
    40,
    (next) => [
      'category: process_creation',
      `img: [{Image|endswith: ${programList(next)}}, {OriginalFileName: ${programList(next)}}]\ncli: {CommandLine|contains: ${words(4, next)}}\ncondition: all of them`,
    ],
  ],
  [
    12,
    (next) => [
      'category: process_creation',
      `s: {CommandLine|contains|all: ${words(3, next)}}\nfilter_main: {ParentImage|endswith: ${programList(next)}}\ncondition: s and not 1 of filter_*`,
    ],
  ],
  [
    5,
    (next) => [
      'category: process_creation',
      `s: {ParentImage|endswith: ${programList(next)}, Image|contains: ${folderList(next)}}\ncondition: s`,
    ],
  ],
  [
    2,
    (next) => [
      'category: process_creation',
      `s: {CommandLine|re: '${pick(programs, next)}\\s+[-/]${pick(syllables, next)}[0-9]{2,}'}\ncondition: s`,
    ],
  ],
  [
    12,
    (next) => [
      'category: registry_set',
      `s: {TargetObject|contains: ${words(2, next, '\\')}, Details|contains: ${folderList(next)}}\nfilter: {Image|startswith: ['C:\\Windows\\System32\\', 'C:\\Program Files\\']}\ncondition: s and not filter`,
    ],
  ],
  [
    8,
    (next) => [
      'category: file_event',
      `s: {TargetFilename|contains: ${folderList(next)}, TargetFilename|endswith: ['${word(next)}.exe', '${word(next)}.dll']}\ncondition: s`,
    ],
  ],
  [
    6,
    (next) => [
      'category: image_load',
      `s: {ImageLoaded|endswith: ['\\${word(next)}.dll', '\\${word(next)}.dll']}\nfilter: {Image|startswith: 'C:\\Windows\\'}\ncondition: s and not filter`,
    ],
  ],
  [5, (next) => ['category: ps_script', `s: {ScriptBlockText|contains: ${words(6, next)}}\ncondition: s`]],
  [
    3,
    (next) => [
      'category: process_access',
      `s: {TargetImage|endswith: '\\lsass.exe', GrantedAccess|endswith: ['10', '38'], CallTrace|contains: ${words(2, next)}}\ncondition: s`,
    ],
  ],
  [
    2,
    (next) => [
      'category: network_connection',
      `s: {DestinationHostname|endswith: ['.${word(next)}', '.${word(next)}'], Initiated: 'true'}\ncondition: s`,
    ],
  ],
  [1, (next) => ['category: dns_query', `s: {QueryName|contains: ${words(3, next)}}\ncondition: s`]],
  [1, (next) => ['category: pipe_created', `s: {PipeName|startswith: ['\\${word(next)}', '\\${word(next)}']}\ncondition: s`]],
  [2, (next) => ['service: security', `s: {EventID: [4624, 4625, 4697, 5145], SubjectUserName|endswith: ${words(2, next)}}\ncondition: s`]],
  [
    1,
    (next) => [
      'service: system',
      `s: {Provider_Name: Service Control Manager, EventID: 7045, ImagePath|contains: ${words(3, next)}}\ncondition: s`,
    ],
  ],
]

function shapeOf(next: Random): readonly [string, string] {
  let left = next() * shapes.reduce((sum, [share]) => sum + share, 0)
  const found = shapes.find(([share]) => (left -= share) < 0) ?? shapes[0]
  if (found === undefined) throw new Error('There are no shapes.')
  return found[1](next)
}

function programList(next: Random): string {
  return JSON.stringify(Array.from({ length: 1 + Math.floor(next() * 3) }, () => `\\${pick(programs, next)}.exe`))
}

function folderList(next: Random): string {
  return JSON.stringify([pick(folders, next), pick(folders, next)])
}

function words(count: number, next: Random, before = ''): string {
  return JSON.stringify(Array.from({ length: count }, () => before + word(next)))
}

/** Texts that events really have: without them no rule would ever be looked at closely. */
const common = 'windows system32 microsoft explorer -enc currentversion services user http update .dll temp shell script'.split(' ')

function word(next: Random): string {
  if (next() < 0.1) return pick(common, next)
  return Array.from({ length: 2 + Math.floor(next() * 3) }, () => pick(syllables, next)).join('')
}

function pick<Item>(items: readonly Item[], next: Random): Item {
  return items[Math.floor(next() * items.length)] as Item
}
