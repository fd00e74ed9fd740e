import { type Repository, workspacesOf } from '../repository.ts'
import { markdownLines } from './markdown.ts'

/** `npm run name`, `npm test`, with an optional `-w workspace` before or after the name. */
const command =
  /\bnpm (?:(?:-w|--workspace)[ =](?<before>[\w@/-]+) )?(?:run (?<script>[\w:-]+)|(?<test>test)\b)(?: (?:-w|--workspace)[ =](?<after>[\w@/-]+))?/gu

/** Commands in the documentation that name a script which no package.json has. */
export function docCommandProblems(repository: Repository): string[] {
  return repository.paths
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) =>
      markdownLines(repository.read(path)).flatMap(({ text, line }) =>
        [...text.matchAll(command)].flatMap((match) => {
          const groups = match.groups ?? {}
          const problem = scriptProblem(repository, groups['script'] ?? groups['test'] ?? '', groups['before'] ?? groups['after'])
          return problem === undefined ? [] : [`${path}:${line}: \`${match[0]}\`: ${problem}`]
        }),
      ),
    )
}

function scriptProblem(repository: Repository, script: string, workspace: string | undefined): string | undefined {
  if (workspace !== undefined && !workspacesOf(repository).includes(workspace)) return `there is no workspace ${workspace}.`
  const manifest = workspace === undefined ? 'package.json' : `${workspace}/package.json`
  const { scripts = {} } = JSON.parse(repository.read(manifest)) as { scripts?: Record<string, string> }
  return script in scripts ? undefined : `${manifest} has no script ${script}.`
}
