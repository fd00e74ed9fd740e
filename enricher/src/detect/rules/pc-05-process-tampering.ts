import { imageName } from '../../tree/process-node.ts'
import { isReplaced } from '../tampering.ts'
import type { Rule } from '../rule.ts'

/** A process whose image is not that of its file runs something else under its name. */
export const processTampering: Rule = {
  id: 'PC-05',
  name: 'Image of a process replaced while it runs',
  techniques: [{ id: 'T1055.012', name: 'Process Injection: Process Hollowing' }],
  meaning: 'The image in memory of a process is not that of its file.',
  whatToDo: 'Collect the memory of the process; find its creator, which did it.',
  falsePositives: 'Browsers and installers lock their files, which Sysmon reports as well; that is low.',
  kinds: ['process_tampering'],
  windows: {},
  concerns: (event) => event.kind === 'process_tampering',
  evaluate(event, context) {
    if (event.kind !== 'process_tampering') return undefined
    const { actor, eventId } = context
    return {
      severity: isReplaced(event.tamperingType) ? 'high' : 'low',
      reasons: [`${imageName(actor)}: ${event.tamperingType ?? 'the image was tampered with'}`],
      actor,
      object: null,
      objectKey: '',
      evidenceIds: [eventId],
    }
  },
}
