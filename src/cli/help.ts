import { Help } from '@oclif/core'
import { DqCommandHelp } from './command-help.ts'
import { paint } from './style.ts'
import { table } from './table.ts'

const FIRST_STEPS = [
  ['dq init', 'begin a contract repo of your own'],
  ['dq contract list', 'what is under contract here'],
  ['dq job list', 'what the jobs read and write'],
  ['dq fixture test', 'replay recorded events, and compare with what must come out'],
  ['dq promote dev prod --dry-run', 'what would become of tables of the lake; says what is still to be made for it'],
]

/** Commands without a topic in their name that belong to one. */
const AT_HOME: Readonly<Record<string, string>> = {
  init: 'contract',
  run: 'job',
  reprocess: 'job',
  'reprocess:publish': 'job',
  promote: 'promotions',
  rollback: 'promotions',
  approve: 'promotions',
}

/** `dq --help` lists every command under its topic, so that one page shows what there is. Help of topics and commands is oclif's. */
export default class DqHelp extends Help {
  protected override CommandHelpClass = DqCommandHelp

  override async showHelp(argv: string[]): Promise<void> {
    const words = argv.filter((word) => !word.startsWith('-') && word !== 'help')
    const commandOf = (length: number) => this.config.findCommand(words.slice(0, length).join(':'))
    const known = words.length === 0 || this.config.findTopic(words.join(':')) || words.some((_, i) => commandOf(i + 1))
    if (!known) {
      const { failures } = await this.config.runHook('command_not_found', { id: words.join(':'), argv: [] })
      if (failures[0] !== undefined) throw failures[0].error
    }
    await super.showHelp(argv)
  }

  protected override async showRootHelp(): Promise<void> {
    const { bin, version, pjson } = this.config
    this.log(`${paint('bold', `${bin} ${version}`)}  ${pjson.description ?? ''}\n`)
    this.log(`${paint('bold', 'USAGE')}\n  $ ${bin} <command> [arguments] [flags]\n`)
    for (const { title, commands } of this.groups()) this.log(`${title}\n${indent(table(commands))}\n`)
    this.log(
      `${paint('bold', 'TO BEGIN')}\n${indent(table(FIRST_STEPS.map(([line = '', what = '']) => [`$ ${line}`, paint('dim', what)])))}\n`,
    )
    this.log(`Flags, arguments and examples of a command: ${bin} <command> --help`)
  }

  private groups(): { title: string; commands: string[][] }[] {
    const topicOf = (id: string) => AT_HOME[id] ?? (id.includes(':') ? id.slice(0, id.indexOf(':')) : '')
    const commandsOf = (topic: string) =>
      this.sortedCommands
        .filter(({ id }) => topicOf(id) === topic)
        .map(({ id, summary, description }) => [
          id.replaceAll(':', ' '),
          summary ?? description?.split('\n', 1)[0] ?? '',
        ])
    const described = this.config.pjson.oclif.topics ?? {}
    const topics = this.sortedTopics.map(({ name }) => name).filter((name) => !name.includes(':'))
    const grouped = [...new Set([...Object.keys(described), ...topics])].map((name) => ({
      title: `${paint('bold', name.toUpperCase())}  ${paint('dim', described[name]?.description ?? '')}`.trimEnd(),
      commands: commandsOf(name),
    }))
    return [...grouped, { title: paint('bold', 'MORE'), commands: commandsOf('') }].filter(
      ({ commands }) => commands.length > 0,
    )
  }
}

const indent = (text: string): string => text.replaceAll(/^/gm, '  ')
