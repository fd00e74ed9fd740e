import * as z from 'zod'

/** Section `state` of the configuration, in the words of the file. */
export interface StateStoreSettings {
  readonly kind: 'sqlite' | 'redis' | 'memory'
  readonly path: string
  readonly forget_after_days: number
  readonly prevalence: 'same' | 'sqlite' | 'redis' | 'off'
}

export const stateStoreSettings: z.ZodType<StateStoreSettings> = z
  .strictObject({
    kind: z
      .enum(['sqlite', 'redis', 'memory'])
      .default('sqlite')
      .describe(
        'Where an enricher keeps what it knows of hosts between checkpoints: a file for the enrichers of one machine, Redis for ' +
          'several, memory for none (every start begins with the topic again).',
      ),
    path: z.string().min(1).default('win11mon-state.sqlite').describe('File of the states, with `sqlite`.'),
    forget_after_days: z
      .number()
      .min(1)
      .max(3_650)
      .default(90)
      .describe('Days without an event after which the state of a host is forgotten, and after as many again that it ever had one.'),
    prevalence: z
      .enum(['same', 'sqlite', 'redis', 'off'])
      .default('same')
      .describe(
        'Where `enrich` counts on how many hosts each image was seen, which stands on the documents of processes: where the states are, ' +
          'in the file, in Redis (an estimate), or nowhere.',
      ),
  })
  .prefault({})
  .describe('States of hosts.')
