import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

export const FLINK = '2.3.0'
const MAVEN = [
  { to: 'gateway', artifact: `org.apache.flink:flink-sql-gateway:${FLINK}:jar` },
  // Built for 2.2; there is none for 2.3 yet.
  { to: 'ext', artifact: 'org.apache.flink:flink-sql-connector-kafka:5.0.0-2.2:jar' },
  { to: 'ext', artifact: `org.apache.flink:flink-sql-avro-confluent-registry:${FLINK}:jar` },
] as const

/**
 * A folder with Flink's jars (`lib opt plugins ext gateway`), in the user's cache. Filled on first use with the clients
 * pip (PyFlink's wheel of Java libraries: 330 MB) and mvn, which must be on PATH as java 17 must.
 */
export function flinkJars(): string {
  const cache = process.env.DQ_CACHE_DIR ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'dq')
  const home = join(cache, `flink-${FLINK}`)
  if (existsSync(home)) return home
  mkdirSync(cache, { recursive: true })
  const temporary = mkdtempSync(join(cache, 'download-'))
  try {
    console.error(`fetching Flink ${FLINK} into ${home}`)
    run(
      'python3',
      '-m',
      'pip',
      'download',
      '--quiet',
      '--no-deps',
      '--dest',
      temporary,
      `apache-flink-libraries==${FLINK}`,
    )
    const wheel = `apache_flink_libraries-${FLINK}-py2.py3-none-any.whl`
    run('python3', '-m', 'zipfile', '-e', join(temporary, wheel), temporary)
    const made = join(temporary, 'pyflink')
    for (const { to, artifact } of MAVEN) {
      run('mvn', '-q', '-B', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${join(made, to)}`)
    }
    // Only a complete folder gets the name that later runs look for.
    renameSync(made, home)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
  return home
}

const run = (command: string, ...args: readonly string[]): void => {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
}
