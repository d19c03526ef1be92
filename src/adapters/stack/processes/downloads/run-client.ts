import { execFile } from 'node:child_process'
import { DqError } from '../../../../kernel/errors.ts'

const LAST_LINES = 5

/** Runs a registry's client to its end. */
export function runClient(command: string, args: readonly string[], mend: string): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(command, [...args], { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error === null) return resolve()
      if (error.code === 'ENOENT') return reject(new DqError(`${command} is not installed`, { hint: mend }))
      const said = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '')
      reject(
        new DqError(`${command} failed (${error.code}):\n${said.slice(-LAST_LINES).join('\n')}`, {
          hint: 'is the registry within reach? What came already is kept, so just try again',
        }),
      )
    })
  })
}
