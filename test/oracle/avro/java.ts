import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** The release that every verdict comes from; pom.xml names it too. */
export const AVRO = '1.12.2'

const here = import.meta.dirname
const lib = join(process.env.DQ_CACHE_DIR ?? join(homedir(), '.cache/dq'), `avro-java-${AVRO}`, 'lib')

/** What java needs on its class path. */
export const classPath = (): string =>
  readdirSync(lib)
    .map((jar) => join(lib, jar))
    .join(delimiter)

export const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')

export const haveJars = (): boolean =>
  existsSync(join(lib, `avro-${AVRO}.jar`)) && existsSync(join(lib, 'slf4j-nop-2.0.18.jar'))

/** Puts Avro Java into the cache, by Maven. */
export function fetchJava(): void {
  if (haveJars()) return
  mkdirSync(lib, { recursive: true })
  execFileSync(
    'mvn',
    ['-q', '-B', '-f', join(here, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${lib}`],
    {
      stdio: 'inherit',
    },
  )
}

/** Runs a program of this folder: a JSON line in for each row, a JSON line out. What comes back is what the program promises. */
export function askJava<Answer>(program: string, rows: readonly object[]): Answer[] {
  const input = rows.map((row) => JSON.stringify(row)).join('\n')
  // Without a locale, as on a bare machine, Java 17 would write ASCII.
  const utf8 = ['file', 'stdout', 'sun.stdout'].map((name) => `-D${name}.encoding=UTF-8`)
  const args = ['-Xmx256m', ...utf8, '-cp', classPath(), join(here, program)]
  const done = spawnSync('java', args, { input, maxBuffer: 1 << 28, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`java ended with ${done.status}: ${done.stderr}`)
  return lines(done.stdout).map((line) => JSON.parse(line))
}
