import { Args, Flags } from '@oclif/core'
import { momentFlag, uuidFlag } from '../../cli/lineage/event-flags.ts'
import { lineageEvents } from '../../cli/lineage/events.ts'
import { RootCommand } from '../../cli/root-command.ts'
import { RUN_STATES } from '../../pipelines/lineage-export/open-lineage.ts'

export default class LineageEvents extends RootCommand {
  static override summary = 'Print OpenLineage events, a line a job, with the lineage of every column.'
  static override description =
    'From lineage.json and the contracts; no job is loaded. Without --state the events are about the jobs as declared, with it about a run.'
  static override examples = [
    '$ dq lineage events',
    '$ dq lineage events fraud-enricher --state START --run-id 0190a9e2-7c3e-7d3b-b0b6-6f1f4a1f3c11',
  ]
  static override args = { job: Args.string({ multiple: true, description: 'Jobs by name; all when none is given.' }) }
  static override flags = {
    state: Flags.option({ options: RUN_STATES })({ dependsOn: ['run-id'], summary: 'What became of a run.' }),
    'run-id': uuidFlag({ dependsOn: ['state'], summary: 'UUID of the run: the same for all its events.' }),
    time: momentFlag({ summary: 'When it was, in ISO 8601; default now.' }),
    namespace: Flags.string({ default: 'dq', summary: 'Namespace of the jobs, and of datasets that have no address.' }),
  }

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(LineageEvents)
    const { state, 'run-id': id, time = new Date().toISOString(), namespace } = flags
    const run = state === undefined || id === undefined ? {} : { run: { id, state } }
    const options = { namespace, time, version: this.config.version, ...run }
    for (const event of await lineageEvents(this.settings(flags), argv.map(String), options))
      this.log(JSON.stringify(event))
  }
}
