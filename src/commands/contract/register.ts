import { Flags } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { register } from '../../cli/contract/register.ts'
import { EXIT } from '../../cli/failure.ts'
import { registrationData, registrationText } from '../../cli/report/registration.ts'

export default class Register extends DqCommand {
  static override summary = 'Register the Avro schemas of topics in the registry of an environment.'
  static override description =
    'Judges first, as dq contract check --against registry:<env> does: with one contract incompatible nothing is registered (exit code 1). ' +
    'Types that several contracts share go first, each as a subject of its own; compatibility levels become those of the contracts. Doing it again changes nothing.'
  static override examples = ['$ dq contract register --env prod --dry-run', '$ dq contract register --env prod']
  static override flags = { 'dry-run': Flags.boolean({ summary: 'Show the plan, and register nothing.' }) }

  async run(): Promise<void> {
    const { flags } = await this.parse(Register)
    const done = await register(this.settings(flags), {
      dryRun: flags['dry-run'],
      onApplied: ({ subject, version }) => this.logToStderr(`registered ${subject} version ${version}`),
    })
    this.print(flags.format, { text: () => registrationText(done), data: registrationData(done) })
    if (done.outcome === 'refused') this.exit(EXIT.findings)
  }
}
