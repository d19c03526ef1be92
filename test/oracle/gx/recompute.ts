// Asks the real Great Expectations (PyPI, on SQLite) for its verdict on every case and for its parameters, and writes the
// answers to test/quality/gx/{verdicts.ndjson,typed-verdicts.ndjson,schemas.json}; with --check it only compares and ends with 1 on a difference.
// Needs Python 3.10 or later: node test/oracle/gx/recompute.ts [--check]
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { cases } from '../../quality/gx/cases.ts'
import { typedCases } from '../../quality/gx/typed-cases.ts'

/** The release that every verdict comes from. */
const GX = '1.24.1'

const venv = join(process.env.DQ_CACHE_DIR ?? join(homedir(), '.cache/dq'), `great-expectations-${GX}`)
const python = join(venv, 'bin', 'python')
const answers = join(import.meta.dirname, '../../quality/gx')

if (!existsSync(join(venv, 'installed'))) {
  execFileSync('python3', ['-m', 'venv', '--clear', venv], { stdio: 'inherit' })
  const packages = [`great-expectations==${GX}`, 'sqlalchemy>=2,<3']
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages], {
    stdio: 'inherit',
  })
  writeFileSync(join(venv, 'installed'), '')
}

/** Runs a program of this folder; its standard output. */
function ask(program: string, input = ''): string {
  const asked = spawnSync(python, [join(import.meta.dirname, program)], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (asked.status !== 0) throw new Error(`${program} ended with ${asked.status}`)
  return asked.stdout
}

/** Writes an answer, or with --check only compares it. */
function publish(name: string, text: string): string {
  const file = join(answers, name)
  const same = existsSync(file) && readFileSync(file, 'utf8') === text
  if (!process.argv.includes('--check')) writeFileSync(file, text)
  else if (!same) process.exitCode = 1
  return same ? 'unchanged' : 'changed'
}

console.log(`schemas of Great Expectations ${GX}: ${publish('schemas.json', ask('schemas.py'))}`)
for (const [name, asked] of [
  ['verdicts.ndjson', cases],
  ['typed-verdicts.ndjson', typedCases],
] as const) {
  const verdicts = ask('judge.py', asked.map((one) => JSON.stringify(one)).join('\n'))
  const count = verdicts.split('\n').filter((line) => line !== '').length
  if (count !== asked.length) throw new Error(`${asked.length} cases, ${count} verdicts`)
  console.log(`${count} cases judged by Great Expectations ${GX} on SQLite: ${publish(name, verdicts)}`)
}
