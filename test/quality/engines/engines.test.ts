import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDuckdb } from '../../../src/adapters/quality-engine/duckdb.ts'
import { requireGx } from '../../../src/adapters/quality-engine/gx/environment.ts'
import { gxJudge } from '../../../src/adapters/quality-engine/gx.ts'
import { runWithGx } from '../../../src/quality/gx/run-with-gx.ts'
import type { QualityEngine } from '../../../src/quality/ports.ts'
import { readSuite } from '../../../src/quality/read-suite.ts'
import { runSuite } from '../../../src/quality/run-suite.ts'
import { contractsHere } from '../contracts-here.ts'
import { TABLE_SQL, testJudge } from './suite.ts'

/*
 * Who judges: dq on DuckDB, and with DQ_GX=required the real Great Expectations, which dq quality setup-gx has installed:
 * node test/oracle/gx/engine.ts does both. A question takes it 4 CPU seconds and more.
 */
const folder = mkdtempSync(join(tmpdir(), 'dq-engines-'))
const data = join(folder, 'table.parquet')
const cacheDir = process.env.DQ_CACHE_DIR ?? join(homedir(), '.cache/dq')
const isAsked = process.env.DQ_GX === 'required'
if (isAsked) await requireGx(cacheDir)

let engine: QualityEngine
beforeAll(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(`COPY (${TABLE_SQL}) TO '${data}'`)
  connection.closeSync()
  engine = await openDuckdb({ data, threads: 1 })
})
afterAll(async () => {
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('duckdb', () => {
  testJudge(() => ({ name: 'duckdb', run: (suite) => runSuite(suite, engine) }), 'duckdb')
})

const judge = (of: QualityEngine = engine, options: { timeoutMs?: number; onLog?: (line: string) => void } = {}) =>
  gxJudge(of, { cacheDir, timeoutMs: 120_000, ...options })

// `.ci/run` asks for it in its stage "oracle".
if (isAsked)
  describe('gx', () => {
    testJudge(() => ({ name: 'gx', run: (suite) => runWithGx(suite, judge(), engine) }), 'gx')

    const suiteOf = (
      contract?: Awaited<ReturnType<typeof contractsHere>> extends ReadonlyMap<string, infer C> ? C : never,
    ) => {
      const expectations = [{ type: 'expect_table_row_count_to_equal', kwargs: { value: 6 } }]
      const own = [{ type: 'dq_row_count_to_match_history', kwargs: {} }]
      const text = JSON.stringify({ name: 's', expectations, meta: { dq: { engine: 'gx', expectations: own } } })
      return readSuite('s.json', text, { contract }).suite!
    }

    test('checks of dq are judged by dq, over the same rows, in the same result', async () => {
      const { results, meta } = await runWithGx(suiteOf(), judge(), engine, { pastRows: [6, 6, 6, 6, 6] })
      expect(results.map(({ expectation_config, success }) => [expectation_config.type, success])).toEqual([
        ['expect_table_row_count_to_equal', true],
        ['dq_row_count_to_match_history', true],
      ])
      expect(meta.engine).toMatch(/^great_expectations 1\.24\.1, dq_… by duckdb /)
    })

    test('personal values stay in the table: examples are masked, and what Python says is not shown', async () => {
      const contract = (await contractsHere()).get('bronze.payments')
      const file = join(folder, 'payments.csv')
      writeFileSync(file, 'customer_unique_id,order_id\nmaria@shop.example,o1\njoao@shop.example,o1\n')
      const payments = await openDuckdb({ data: file, contract, threads: 1 })
      const expectations = [
        { type: 'expect_column_values_to_match_regex', kwargs: { column: 'customer_unique_id', regex: '^[0-9a-f]+$' } },
        {
          type: 'expect_column_distinct_values_to_be_in_set',
          kwargs: { column: 'customer_unique_id', value_set: ['x'] },
        },
        { type: 'expect_compound_columns_to_be_unique', kwargs: { column_list: ['customer_unique_id', 'order_id'] } },
        { type: 'expect_column_max_to_be_between', kwargs: { column: 'customer_unique_id', min_value: '2017-01-01' } },
        {
          type: 'unexpected_rows_expectation',
          kwargs: { unexpected_rows_query: 'SELECT upper(customer_unique_id) AS x FROM {batch}' },
        },
        {
          type: 'expect_column_values_to_match_json_schema',
          kwargs: { column: 'customer_unique_id', json_schema: {} },
        },
        { type: 'expect_column_values_to_be_in_set', kwargs: { column: 'order_id', value_set: ['o2'] } },
      ]
      const text = JSON.stringify({ name: 's', expectations })
      const { suite } = readSuite('s.json', text, { engine: 'gx' })
      const { results } = await runWithGx({ ...suite!, contract: contract! }, judge(payments), payments)
      await payments.close()
      expect(JSON.stringify(results)).not.toMatch(/shop\.example/i)
      expect(results[0]?.result).toMatchObject({ unexpected_count: 2, partial_unexpected_list: ['***', '***'] })
      expect(results[5]?.exception_info.exception_message).toContain('its message is not shown')
      expect(results[6]?.result.partial_unexpected_list).toEqual(['o1', 'o1'])
    })

    test('one that takes too long is ended', async () => {
      const start = performance.now()
      await expect(runWithGx(suiteOf(), judge(engine, { timeoutMs: 300 }), engine)).rejects.toThrow(
        'gave no answer in 0.3 s',
      )
      expect(performance.now() - start).toBeLessThan(10_000)
    })

    test('what it says on standard error goes to the log', async () => {
      const lines: string[] = []
      const broken = [{ type: 'expect_nothing', kwargs: {}, on: 'sql' }] as const
      const { answers } = await judge(engine, { onLog: (line) => lines.push(line) }).judge(broken)
      expect(answers).toEqual([{ success: false, result: {}, exception: 'Great Expectations has no such expectation' }])
      expect(lines.join('\n')).toContain('expect_nothing')
    })

    // Decimals are doubles there, and cents that add up exactly do not: 67 rows of a real ledger.
    const OF_DOUBLES = ['items_amount + freight_amount <> ordered_amount', 'paid_amount - ordered_amount <> difference']

    test.for(['bronze.orders', 'bronze.order_items', 'bronze.payments', 'silver.finance_ledger'])(
      'the suite of %s has the same verdicts on real rows (Olist), but for arithmetic of decimals',
      async (name) => {
        const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))
        const contracts = await contractsHere()
        const rowsOf = (table: string) => ({ data: here(`../olist/${table}.csv`), contract: contracts.get(table) })
        const others = ['bronze.orders', 'bronze.payments'].map((table) => ({ name: table, ...rowsOf(table) }))
        const rows = await openDuckdb({ ...rowsOf(name), others, threads: 1 })
        const file = `expectations/${name.split('.')[0]}/${name}.json`
        const text = readFileSync(here(`../../../${file}`), 'utf8')
        const suite = readSuite(file, text, { contract: contracts.get(name), engine: 'gx' }).suite!
        const ours = await runSuite(suite, rows)
        const theirs = await runWithGx(suite, judge(rows), rows)
        await rows.close()
        expect(ours.success).toBe(true)
        const differing = theirs.results.flatMap(({ success, meta }, i) =>
          success === ours.results[i]?.success ? [] : [meta.words],
        )
        expect(differing.filter((words) => !OF_DOUBLES.some((query) => words.includes(query)))).toEqual([])
        expect(differing.length).toBe(name === 'silver.finance_ledger' ? 2 : 0)
        for (const [i, { result }] of theirs.results.entries())
          if (!differing.includes(theirs.results[i]?.meta.words ?? '') && typeof result.element_count === 'number')
            expect(ours.results[i]?.result).toMatchObject({
              element_count: result.element_count,
              unexpected_count: result.unexpected_count,
            })
      },
    )
  })
