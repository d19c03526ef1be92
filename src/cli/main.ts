import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Errors, flush, run, settings } from '@oclif/core'
import { diskFailure } from './disk-failure.ts'
import { EXIT, failureText } from './failure.ts'

/** Commands of plugins, and what lists them; nothing else needs to know that there are plugins. */
const WITH_PLUGINS = ['autocomplete', 'help', '--help', '-h']

/** Runs the command that `args` name; `root` is the folder of this package. Bundled, oclif and the commands have one oclif. */
export async function main(args: string[], root: string): Promise<void> {
  // `dq rules | head` closes the pipe early: no failure, and nobody left to tell.
  process.stdout.prependListener('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.ok)
    process.stderr.write(`${failureText(diskFailure(error) ?? error)}\n`)
    process.exit(EXIT.failed)
  })
  settings.enableAutoTranspile = false // oclif would look for TypeScript sources when NODE_ENV is test or development
  try {
    const pjson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    if (args[0] !== undefined && !WITH_PLUGINS.includes(args[0])) pjson.oclif.plugins = []
    await run(args, { root, pjson, userPlugins: false, devPlugins: false })
    await flush()
  } catch (error) {
    // oclif's own default is 1, which means "findings" here
    const oclif = { exit: (error as { oclif?: { exit?: number } }).oclif?.exit ?? EXIT.failed }
    await Errors.handle(Object.assign(error as Error, { oclif }))
  }
}
