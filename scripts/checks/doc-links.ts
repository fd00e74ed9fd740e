import { posix } from 'node:path'

import type { Repository } from '../repository.ts'
import { markdownLines } from './markdown.ts'

const link = /\]\((?<target>[^()\s]+)(?:\s+"[^"]*")?\)/gu

/** Relative links in Markdown that lead to no file or folder, or to no heading of their page. */
export function docLinkProblems(repository: Repository): string[] {
  const places = new Set(repository.paths.flatMap(withFolders))
  return repository.paths
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) =>
      markdownLines(repository.read(path))
        .filter(({ isCode }) => !isCode)
        .flatMap(({ text, line }) =>
          [...text.matchAll(link)].flatMap((match) => {
            const target = match.groups?.['target'] ?? ''
            const problem = linkProblem(repository, places, path, target)
            return problem === undefined ? [] : [`${path}:${line}: link to ${target}: ${problem}`]
          }),
        ),
    )
}

function linkProblem(repository: Repository, places: ReadonlySet<string>, path: string, target: string): string | undefined {
  if (/^[a-z][a-z+.-]*:/u.test(target)) return undefined
  const [file = '', anchor] = target.split('#')
  const resolved = file === '' ? path : posix.normalize(posix.join(posix.dirname(path), file)).replace(/\/$/u, '')
  if (!places.has(resolved)) return 'no such file.'
  if (anchor === undefined || !resolved.endsWith('.md')) return undefined
  return headingAnchors(repository.read(resolved)).has(anchor) ? undefined : 'no such heading.'
}

function headingAnchors(text: string): ReadonlySet<string> {
  return new Set(
    markdownLines(text)
      .filter(({ text: line, isCode }) => !isCode && /^#{1,6} /u.test(line))
      .map(({ text: line }) => anchorOf(line.replace(/^#+ /u, ''))),
  )
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-')
}

function withFolders(path: string): string[] {
  const parts = path.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
