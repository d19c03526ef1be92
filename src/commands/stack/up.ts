import { Args } from '@oclif/core'
import { DqCommand } from '../../cli/base-command.ts'
import { stackData, stackText } from '../../cli/report/stack.ts'
import { openStack, stackSettings } from '../../cli/stack/stack.ts'

export default class StackUp extends DqCommand {
  static override summary = 'Start real servers on this machine for development: Kafka, a registry, databases, Nessie.'
  static override description =
    'Without names: redis, postgres, kafka, registry and nessie; kafka-secured is a Kafka with users and ACLs, trino reads the lake (821 MB to download). ' +
    'Downloads are pinned and cached. Addresses are those of environments.local.servers in dq.yaml. ' +
    'Data lives until the server is stopped.'
  static override examples = ['$ dq stack up', '$ dq stack up kafka registry']
  static override args = { server: Args.string({ multiple: true, description: 'Servers by name.' }) }

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(StackUp)
    const stack = await openStack(stackSettings(flags))
    const servers = await stack.up(argv.map(String), (text) => this.logToStderr(text))
    this.print(flags.format, { text: () => stackText(servers), data: stackData(servers) })
  }
}
