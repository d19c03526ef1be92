import { DqCommand } from '../../cli/base-command.ts'
import { loadJob } from '../../cli/load-job.ts'
import { table } from '../../cli/table.ts'
import { builtInJobs } from '../../pipelines/jobs/index.ts'

export default class JobList extends DqCommand {
  static override summary = 'List the built-in jobs: what each reads and writes.'
  static override examples = ['$ dq job list']

  async run(): Promise<void> {
    const { flags } = await this.parse(JobList)
    const settings = this.settings(flags)
    const jobs = await Promise.all(Object.keys(builtInJobs).map(async (name) => (await loadJob(name, settings)).job))
    const rows = jobs.map(({ ir, inputs, outputs }) => ({
      name: ir.name,
      kind: ir.kind,
      inputs: inputs.map(({ contract }) => contract.name),
      outputs: [...new Set(outputs.map(({ contract }) => contract.name))],
    }))
    const text = () =>
      table([
        ['job', 'kind', 'reads', 'writes'],
        ...rows.map((row) => [row.name, row.kind, row.inputs.join(', '), row.outputs.join(', ')]),
      ])
    this.print(flags.format, { text, data: rows })
  }
}
