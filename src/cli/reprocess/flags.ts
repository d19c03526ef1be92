import { Flags } from '@oclif/core'
import { instantFlag, topicFileFlag } from '../flags.ts'

export const reprocessFlags = {
  at: Flags.string({
    helpValue: 'ref',
    summary: 'Branch, tag or hash of the lake. By default lake.branch of dq.yaml, or main.',
  }),
  since: instantFlag({ summary: 'Compare from then on: by arrival, of topics by event time.' }),
  until: instantFlag({ summary: 'Compare what is before; with --published nothing later is read.' }),
  input: topicFileFlag({ multiple: true, summary: 'A topic that bronze does not keep, from a file: topic=path.' }),
  published: Flags.directory({
    exists: true,
    summary: 'The outputs that were published: a folder of a run. Default: topics and stores of --env.',
  }),
  branch: Flags.string({
    helpValue: 'name',
    summary: 'Write outputs and differences as tables of this branch; made at --at where it is not there.',
  }),
  group: Flags.string({
    exclusive: ['published'],
    summary:
      'With --env: what the names of the running job begin with. What it has not taken is not read. Default: dq.',
  }),
  out: Flags.directory({ summary: 'Write files here. Default: .dq/reprocess/<job>.' }),
}

export const publishFlags = {
  at: Flags.string({
    helpValue: 'ref',
    summary: 'Branch, tag or hash whose differences are published. By default lake.branch of dq.yaml, or main.',
  }),
  'dry-run': Flags.boolean({ summary: 'Say what would be sent, and send nothing.' }),
}
