import { Errors, flush, run, settings } from '@oclif/core'
import { EXIT } from './failure.ts'

/** Runs the command that `args` name; `root` is the folder of this package. Bundled, oclif and the commands have one oclif. */
export async function main(args: string[], root: string): Promise<void> {
  // `dq rules | head` closes the pipe early: no failure, and nobody left to tell.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? (process.exitCode ?? EXIT.ok) : EXIT.failed),
  )
  settings.enableAutoTranspile = false // oclif would look for TypeScript sources when NODE_ENV is test or development
  try {
    await run(args, { root, userPlugins: false, devPlugins: false })
    await flush()
  } catch (error) {
    // oclif's own default is 1, which means "findings" here
    const oclif = { exit: (error as { oclif?: { exit?: number } }).oclif?.exit ?? EXIT.failed }
    await Errors.handle(Object.assign(error as Error, { oclif }))
  }
}
