import { DqCommand } from '../../cli/base-command.ts'
import { ingestRows } from '../../cli/ingest/rows.ts'
import { loadJobs } from '../../cli/load-job.ts'
import { scheduleText } from '../../cli/report/sql-show.ts'
import { shownPath } from '../../cli/shown-path.ts'
import { sqlJobRows } from '../../cli/sql/rows.ts'
import { table } from '../../cli/table.ts'

export default class JobList extends DqCommand {
  static override summary =
    'List the jobs here, and built-in ones whose contracts are here: what each reads and writes.'
  static override examples = ['$ dq job list']

  async run(): Promise<void> {
    const { flags } = await this.parse(JobList)
    const settings = this.settings(flags)
    const jobs = await loadJobs(settings)
    const streaming = jobs.map(({ job: { ir, inputs, outputs }, module, builtIn }) => ({
      name: ir.name,
      kind: ir.kind,
      from: builtIn ? 'built-in' : shownPath(module),
      inputs: inputs.map(({ contract }) => contract.name),
      outputs: [...new Set(outputs.map(({ contract }) => contract.name))],
      schedule: undefined,
    }))
    const rows = [...streaming, ...(await ingestRows(settings)), ...(await sqlJobRows(settings))]
    const header = ['job', 'kind', 'from', 'reads', 'writes', 'runs']
    const runs = ({ schedule }: Pick<(typeof rows)[number], 'schedule'>) =>
      schedule === undefined ? '' : scheduleText(schedule)
    const cells = rows.map(({ inputs, outputs, ...row }) => {
      return [row.name, row.kind, row.from, inputs.join(', '), outputs.join(', '), runs(row)]
    })
    const text = () =>
      rows.length === 0 ? 'no jobs yet: write one as jobs/<name>.ts or jobs/<name>.sql' : table([header, ...cells])
    this.print(flags.format, { text, data: rows })
  }
}
