import { captureSections, scoreSections } from './capture-sections.ts'
import type { EvaluationFigures } from './figures.ts'
import { scenarioSections, sensitivitySection } from './scenario-sections.ts'

const head = `# Evaluation

\`npm run evaluate\` writes this page from \`bench/results/evaluation.json\`, and both anew; nothing here is typed. With the names of
directories it evaluates the captures in them and prints the same page.`

const limits = `## What this does not show

- The captures are recordings of attacks in laboratories, minutes long. They say little of a month on a person's machine; their
  background rates are upper bounds.
- Nobody has published recordings of I/O ring abuse. The scenarios are what the public programs do as far as the callbacks see
  it, written by us: they prove that what is seen is put together rightly, not that every exploit shows it.
- What the scores call a probability is calibrated only as far as its features are measured: see [scoring](scoring.md).
- A capture without a label is evaluated too, and every grave alert on it counts as one of the others; \`--labels FILE\` says what
  your own captures show, in the form of those of ours.`

/** The page, from the figures alone. */
export function evaluationPage(figures: EvaluationFigures): string {
  const sections = [
    head,
    `Scores by version ${figures.model} of the model.`,
    ...captureSections(figures.captures, figures.totals),
    ...scoreSections(figures.totals),
    ...(figures.ordinary === null ? [] : scenarioSections(figures.scenarios, figures.ordinary)),
    ...(figures.sensitivity.length === 0 ? [] : sensitivitySection(figures.sensitivity)),
    limits,
  ]
  return `${sections.join('\n\n')}\n`
}
