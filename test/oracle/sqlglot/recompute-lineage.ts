// Asks sqlglot (PyPI) for the lineage of every query, and writes the answers to test/pipelines/sql/lineage.ndjson; with --check it
// only compares and ends with 1 on a difference. Needs Python 3.10 or later: node test/oracle/sqlglot/recompute-lineage.ts [--check]
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { loadSettings } from '../../../src/cli/config.ts'
import { tableContracts } from '../../../src/cli/lake/table-contracts.ts'
import { dorisStatements } from '../../../src/lake/contract/doris.ts'
import { SQL_DIALECTS } from '../../../src/pipelines/sql/print/dialect.ts'
import { printSqlQuery } from '../../../src/pipelines/sql/print/print.ts'
import { queries } from '../../pipelines/sql/queries.ts'
import { analysed, jobQueries, parameters, tables } from '../../pipelines/sql/read.ts'

/** The release that every answer comes from. */
const SQLGLOT = '30.30.0'

const venv = join(process.env.DQ_CACHE_DIR ?? join(homedir(), '.cache/dq'), `sqlglot-${SQLGLOT}`)
const python = join(venv, 'bin', 'python')
const answers = join(import.meta.dirname, '../../pipelines/sql/lineage.ndjson')

if (!existsSync(join(venv, 'installed'))) {
  execFileSync('python3', ['-m', 'venv', '--clear', venv], { stdio: 'inherit' })
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `sqlglot==${SQLGLOT}`]
  execFileSync(python, install, { stdio: 'inherit' })
  writeFileSync(join(venv, 'installed'), '')
}

/** The tables as sqlglot takes them. Only names of two parts are used in queries. */
const schema: Record<string, Record<string, Record<string, string>>> = {}
for (const [name, columns] of tables) {
  const [layer = '', table = '', more] = name.split('.')
  if (more !== undefined || table === '') continue
  schema[layer] ??= {}
  schema[layer][table] = Object.fromEntries([...columns].map(([column]) => [column, 'VARCHAR']))
}

/** Runs a program of this folder on JSON lines. */
function ask(program: string, lines: readonly object[]): string {
  const { stdout, status } = spawnSync(python, [join(import.meta.dirname, program)], {
    input: lines.map((line) => JSON.stringify(line)).join('\n'),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`${program} ended with ${status}`)
  return stdout
}

const asked = [...jobQueries, ...queries]
const stdout = ask(
  'judge.py',
  asked.map((one) => ({ ...one, schema })),
)
const count = stdout.split('\n').filter((line) => line !== '').length
if (count !== asked.length) throw new Error(`${asked.length} queries, ${count} answers`)
const same = existsSync(answers) && readFileSync(answers, 'utf8') === stdout
if (!process.argv.includes('--check')) writeFileSync(answers, stdout)
else if (!same) process.exitCode = 1
console.log(`lineage of ${count} queries by sqlglot ${SQLGLOT}: ${same ? 'unchanged' : 'changed'}`)

const options = { values: new Map([['date', '2017-10-02']]), parameters }
const printed = asked.flatMap(({ id, sql }) =>
  SQL_DIALECTS.map((dialect) => ({ id, dialect, sql: printSqlQuery(analysed(sql), dialect, options) })),
)
const tablesOfDoris = (await tableContracts(loadSettings({}))).filter(({ contract }) => contract.layer === 'gold')
const doris = tablesOfDoris.flatMap(({ contract, primaryKey }) =>
  dorisStatements(contract, primaryKey, 'lake').map((sql) => ({ id: contract.name, dialect: 'doris', sql })),
)
const refused = ask('parse.py', [...printed, ...doris])
  .split('\n')
  .filter((line) => line !== '')
for (const line of refused) console.log(line)
if (refused.length > 0) process.exitCode = 1
console.log(
  `${printed.length} printed texts (${SQL_DIALECTS.join(', ')}) and ${doris.length} statements for Doris: ${refused.length} that sqlglot cannot read`,
)
