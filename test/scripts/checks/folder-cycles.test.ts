import { expect, test } from 'vitest'

import { folderCycleProblems } from '../../../scripts/checks/folder-cycles.ts'
import { aRepository } from './a-repository.ts'

function problemsOf(files: Readonly<Record<string, string>>): string[] {
  const rooms = [...new Set(Object.keys(files).map((path) => path.split('/')[0]))]
  return folderCycleProblems(aRepository({ 'package.json': JSON.stringify({ workspaces: rooms }), ...files }))
}

test('lets folders import one another in one direction', () => {
  const problems = problemsOf({
    'enricher/src/score/score.ts': "import { tree } from '../tree/tree.ts'\nimport { right } from '../windows/rights.ts'\n",
    'enricher/src/tree/tree.ts': "import { right } from '../windows/rights.ts'\nimport x from '@win11mon/schemas'\n",
    'enricher/src/windows/rights.ts': "import { path } from './path.ts'\n",
    'enricher/src/windows/path.ts': "import { right } from './rights.ts'\n",
  })

  expect(problems).toEqual([])
})

test('finds two folders that import each other, and shows one import of each', () => {
  const problems = problemsOf({
    'cli/src/analysis/run.ts': "import a from 'a'\nimport type { Pipeline } from '../compose/pipeline.ts'\n",
    'cli/src/compose/pipeline.ts': '',
    'cli/src/compose/session.ts': "\n\nexport const load = () => import('../analysis/run.ts')\n",
  })

  expect(problems).toEqual([
    'cli/src: analysis, compose import each other: cli/src/analysis/run.ts:2 imports cli/src/compose/pipeline.ts; ' +
      'cli/src/compose/session.ts:3 imports cli/src/analysis/run.ts.',
  ])
})

test('finds a circle of several folders once, and not the way around it through a folder that has a shorter one', () => {
  const problems = problemsOf({
    'enricher/src/a/a.ts': "import '../b/b.ts'\n",
    'enricher/src/b/b.ts': "import '../c/c.ts'\n",
    'enricher/src/c/c.ts': "import '../d/d.ts'\nimport '../a/other.ts'\n",
    'enricher/src/a/other.ts': '',
    'enricher/src/d/d.ts': "import '../c/c.ts'\n",
  })

  expect(problems.map((problem) => problem.split(': ')[1])).toEqual(['c, d import each other', 'a, b, c import one another in a circle'])
})

test('counts the files that lie directly in a folder as a folder of their own', () => {
  const problems = problemsOf({
    'collector/src/spool/sqlite.ts': "import { table } from './sqlite/table.ts'\n",
    'collector/src/spool/spool.ts': '',
    'collector/src/spool/sqlite/table.ts': "import type { Batch } from '../spool.ts'\n",
  })

  expect(problems).toEqual([expect.stringMatching(/^collector\/src\/spool: \., sqlite import each other: /u)])
})

test("lets a file at a room's root import every folder as long as none of them imports it", () => {
  const files = {
    'cli/src/program.ts': "import { analyze } from './commands/analyze.ts'\nimport { codes } from './exit-codes.ts'\n",
    'cli/src/exit-codes.ts': '',
    'cli/src/commands/analyze.ts': "import { codes } from '../exit-codes.ts'\n",
  }

  expect(problemsOf(files)).toEqual([])
  expect(problemsOf({ ...files, 'cli/src/exit-codes.ts': "import { run } from './program.ts'\n" })).toHaveLength(1)
  expect(problemsOf({ ...files, 'cli/src/commands/tree.ts': "import { run } from '../program.ts'\n" })).toHaveLength(1)
})

test('looks at the folders beside src too', () => {
  const problems = problemsOf({
    'schemas/generated/codec.ts': "import { reader } from '../src/reader.ts'\n",
    'schemas/src/batch/decode.ts': "import { codec } from '../../generated/codec.ts'\n",
    'schemas/src/reader.ts': '',
  })

  expect(problems).toEqual([expect.stringMatching(/^schemas: generated, src import each other/u)])
})

test('lets a file at the root of src import what stands beside src no more than any other file', () => {
  const problems = problemsOf({
    'schemas/generated/codec.ts': "import { reader } from '../src/avro/reader.ts'\n",
    'schemas/src/index.ts': "export * from '../generated/codec.ts'\nexport * from './avro/reader.ts'\n",
    'schemas/src/avro/reader.ts': '',
  })

  expect(problems).toEqual([expect.stringMatching(/^schemas: generated, src import each other/u)])
})

test('takes a room without src as it is', () => {
  const problems = problemsOf({
    'bench/analyze.ts': "import './analyze/workload.ts'\n",
    'bench/analyze/workload.ts': "import '../avro/workload.ts'\n",
    'bench/avro/workload.ts': "import '../analyze/workload.ts'\n",
  })

  expect(problems).toEqual([expect.stringMatching(/^bench: analyze, avro import each other/u)])
})

test('reads the includes of C, beside the file or wherever the room has that name, and leaves the simulated kernel out', () => {
  const kernel = {
    'driver/src/device.c': '#include "device.h"\n#include <ntddk.h>\n',
    'driver/src/device.h': '#include "ntifs.h"\n',
    'driver/sim/include/ntifs.h': '#include "device.h"\n',
  }

  expect(problemsOf(kernel)).toEqual([])
  expect(
    problemsOf({
      ...kernel,
      'driver/client/decode.c': '  # include "device.h"\n',
      'driver/client/decode.h': '',
      'driver/src/ring.c': '\n#include "decode.h"\n',
    }),
  ).toEqual([
    'driver: client, src import each other: driver/client/decode.c:1 imports driver/src/device.h; ' +
      'driver/src/ring.c:2 imports driver/client/decode.h.',
  ])
})

test('takes an include for the file beside it before any other of that name', () => {
  const problems = problemsOf({
    'driver/client/decode.c': '#include "layout.h"\n#include "ring.h"\n',
    'driver/client/layout.h': '',
    'driver/src/ring.h': '#include "layout.h"\n',
    'driver/src/layout.h': '',
  })

  expect(problems).toEqual([])
})

test('leaves tests alone, which import the root of what they test and builders of each other', () => {
  const files = {
    'cli/src/program.ts': "import './commands/analyze.ts'\nimport './version.ts'\n",
    'cli/src/commands/analyze.ts': "import '../version.ts'\n",
    'cli/src/version.ts': '',
    'cli/test/program.test.ts': "import '../src/program.ts'\n",
    'cli/test/report/a-tree.ts': "import '../commands/a-context.ts'\n",
    'cli/test/commands/a-context.ts': "import '../report/a-tree.ts'\n",
  }

  expect(problemsOf(files)).toEqual([])
})
