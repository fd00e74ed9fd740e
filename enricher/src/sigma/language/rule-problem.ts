/** Why a rule cannot be used; the text says what of it and what to do. Never leaves this folder: it becomes a refusal. */
export class RuleProblem extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'RuleProblem'
  }
}
