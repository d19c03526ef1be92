import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Runs SQL with Debian's client; gives each row's columns as text. */
export async function psql(url: string, sql: string): Promise<readonly (readonly string[])[]> {
  const args = [
    '--no-psqlrc',
    '--quiet',
    '--tuples-only',
    '--no-align',
    '--field-separator=\t',
    '-v',
    'ON_ERROR_STOP=1',
  ]
  const { stdout } = await promisify(execFile)('psql', [url, ...args, '-c', sql])
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'))
}
