import { type Repository, workspacesOf } from '../repository.ts'

/** Workspaces without a README. */
export function roomPageProblems(repository: Repository): string[] {
  return workspacesOf(repository)
    .filter((room) => !repository.paths.includes(`${room}/README.md`))
    .map((room) => `${room}/README.md is missing: say what the room is for, how to run it alone and its limits.`)
}
