// Has sqlglot (PyPI) read the Trino and Spark SQL of every expectation and say it in DuckDB's words, and writes that to
// test/quality/sql/as-duckdb.json; with --check it only compares and ends with 1 on a difference.
// Needs Python 3.10 or later: node test/oracle/sqlglot/recompute.ts [--check]
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { REFERENCE, REFERENCE_COLUMNS, REFERENCE_OWN } from '../../quality/sql/reference.ts'
import { checked, judged, type Statements, statements } from '../../quality/sql/statements.ts'

const SQLGLOT = '30.30.0'

const venv = join(process.env.DQ_CACHE_DIR ?? join(homedir(), '.cache/dq'), `sqlglot-${SQLGLOT}`)
const python = join(venv, 'bin', 'python')
if (!existsSync(join(venv, 'installed'))) {
  execFileSync('python3', ['-m', 'venv', '--clear', venv], { stdio: 'inherit' })
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `sqlglot==${SQLGLOT}`]
  execFileSync(python, install, { stdio: 'inherit' })
  writeFileSync(join(venv, 'installed'), '')
}

const textOf = ({ scan, queries, examples }: Statements): readonly string[] =>
  [scan, ...queries, examples].filter((sql) => sql !== undefined)

const asked = (['trino', 'spark'] as const).flatMap((dialect) => {
  const reference = checked(REFERENCE, REFERENCE_OWN).map((one) => statements(one, dialect, REFERENCE_COLUMNS))
  const all = new Set([...reference, ...judged(dialect)].flatMap(textOf))
  return [...all].map((sql) => ({ dialect, sql }))
})
const { stdout, status } = spawnSync(python, [join(import.meta.dirname, 'translate.py')], {
  input: asked.map((one) => JSON.stringify(one)).join('\n'),
  encoding: 'utf8',
  maxBuffer: 1 << 28,
  stdio: ['pipe', 'pipe', 'inherit'],
})
const lines = stdout.trim().split('\n')
if (status !== 0 || lines.length !== asked.length)
  throw new Error(`${asked.length} statements, ${lines.length} answers`)
const answers = lines.map((line) => JSON.parse(line) as { readonly duckdb?: string; readonly error?: string })
const refused = answers.flatMap(({ error }, i) =>
  error === undefined ? [] : [`${asked[i]?.dialect}: ${error}\n  ${asked[i]?.sql}`],
)
if (refused.length > 0) throw new Error(`sqlglot ${SQLGLOT} does not understand\n${refused.join('\n')}`)

const by = (dialect: string) =>
  Object.fromEntries(asked.flatMap((one, i) => (one.dialect === dialect ? [[one.sql, answers[i]?.duckdb]] : [])))
const text = `${JSON.stringify({ trino: by('trino'), spark: by('spark') }, null, 1)}\n`
const file = join(import.meta.dirname, '../../quality/sql/as-duckdb.json')
const same = existsSync(file) && readFileSync(file, 'utf8') === text
if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (!same) process.exitCode = 1
console.log(
  `${asked.length} statements of Trino and Spark read by sqlglot ${SQLGLOT}: ${same ? 'unchanged' : 'changed'}`,
)
