import { Flags } from '@oclif/core'
import { instantFlag, topicFileFlag } from './flags.ts'

/** The flags of `dq run`. */
export const runFlags = {
  fixture: Flags.string({
    multiple: true,
    exclusive: ['input'],
    summary: 'Play this case; may be given again. Default: all.',
  }),
  input: topicFileFlag({ multiple: true, summary: 'Read a topic from a file: topic=path.' }),
  out: Flags.directory({ summary: 'Write the outputs here. Default: .dq/runs/<job>/<case>.' }),
  until: instantFlag({ summary: 'Leave out records with an event time at or after this one.' }),
  'max-bad-records': Flags.integer({ min: 0, summary: 'Stop, and exit 1, at more dead letters than this.' }),
}
