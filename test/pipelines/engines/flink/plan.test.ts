import { beforeAll, describe, expect, test } from 'vitest'
import { loadSettings } from '../../../../src/cli/config.ts'
import { loadJob } from '../../../../src/cli/load-job.ts'
import type { Contract } from '../../../../src/contracts/model.ts'
import type { FlinkOptions } from '../../../../src/pipelines/engines/flink/options.ts'
import { flinkPlan } from '../../../../src/pipelines/engines/flink/plan.ts'
import { commented, flinkSql } from '../../../../src/pipelines/engines/flink/print.ts'
import { count, sum } from '../../../../src/pipelines/expr/aggregates/index.ts'
import { coalesce, concat, gte } from '../../../../src/pipelines/expr/operators/index.ts'
import { job } from '../../../../src/pipelines/job/builder.ts'
import { perRecord, perWindow } from '../../../../src/pipelines/job/builder-outputs.ts'
import type { JobDeclaration } from '../../../../src/pipelines/job/declaration.ts'
import { resolveJob } from '../../../../src/pipelines/job/resolve.ts'
import type { ResolvedJob } from '../../../../src/pipelines/job/resolved.ts'
import { custom } from '../../../../src/pipelines/job/score.ts'
import { minutes, seconds, tumbling } from '../../../../src/pipelines/job/window.ts'
import inventoryAggregator from '../../../../src/pipelines/jobs/inventory-aggregator.ts'
import { negatives, step } from '../../job/kinds.ts'

/*
 * The whole text is a reviewed golden file; that it means what the job means is proven on a real Flink by
 * test/stack/flink/compare.ts. Here stand the points of the text that matter, and what the printer refuses.
 */
const files: FlinkOptions = {
  mode: 'batch',
  inputs: { kind: 'filesystem', path: (topic) => `file:///in/${topic}.jsonl` },
  outputs: { kind: 'filesystem', path: (topic) => `file:///out/${topic}` },
}
const broker = { kind: 'kafka', bootstrapServers: 'kafka:9092', groupId: 'g', registry: 'http://registry' } as const

let fraud: ResolvedJob
let contracts: ReadonlyMap<string, Contract>

beforeAll(async () => {
  const loaded = await loadJob('fraud-enricher', loadSettings({}))
  fraud = loaded.job
  contracts = loaded.contracts
})

const sqlOf = (job: ResolvedJob, options: FlinkOptions): string => commented(job, options).join(';\n\n')

describe('fraud-enricher as Flink SQL', () => {
  test('on files is the reviewed text', async () => {
    const text = `${flinkSql(fraud, { connector: 'filesystem', input: '/in', out: '/out' }).join(';\n\n')};\n`
    await expect(text).toMatchFileSnapshot('fraud-enricher.filesystem.sql')
  })

  test('on Kafka is the reviewed text', async () => {
    const text = `${flinkSql(fraud, { connector: 'kafka' }).join(';\n\n')};\n`
    await expect(text).toMatchFileSnapshot('fraud-enricher.kafka.sql')
  })

  test('is the same each time', () => {
    expect(sqlOf(fraud, files)).toBe(sqlOf(fraud, files))
  })

  test('says what it does not claim', () => {
    const [header] = commented(fraud, { ...files, mode: 'streaming' })
    expect(header).toContain('-- - Late records: Flink drops them and writes none to fraud.late')
    expect(header).toContain('-- - Dead letters')
    expect(flinkPlan(fraud, { ...files, mode: 'batch' }).notClaimed[0]).toContain('fraud.late stays empty')
  })

  test('reads Avro from Kafka with timestamps as integers and enums by their schema', () => {
    const payments = flinkPlan(fraud, { ...files, inputs: broker }).statements.find(
      ({ title }) => title === 'Input "payment"',
    )!
    expect(payments.sql).toContain('`amount` DECIMAL(12, 2) NOT NULL')
    expect(payments.sql).toContain('`authorized_at` BIGINT NOT NULL')
    expect(payments.sql).toContain('CAST(TO_TIMESTAMP_LTZ(`authorized_at`, 6) AS TIMESTAMP_LTZ(3))')
    const schema = /'value\.avro-confluent\.schema' = '(.*)'/.exec(payments.sql)![1]!
    const fields: readonly { name: string; type: unknown }[] = JSON.parse(schema).fields
    expect(fields.find(({ name }) => name === 'authorized_at')!.type).toBe('long')
    expect(fields.find(({ name }) => name === 'method')!.type).toMatchObject({ type: 'enum' })
    expect(fields.find(({ name }) => name === 'amount')!.type).toEqual({
      type: 'bytes',
      logicalType: 'decimal',
      precision: 12,
      scale: 2,
    })
  })

  test('appends every row to Kafka with its key, as Flink 2.3 refuses upsert-kafka for rows of windows', () => {
    const text = sqlOf(fraud, { ...files, outputs: broker })
    for (const topic of ['feature.customer', 'fraud.alert'])
      expect(text).toMatch(
        new RegExp(`CREATE TEMPORARY TABLE \`${topic}\` \\([^;]*'connector' = 'kafka'[^;]*'key.fields' = 'dq-key'`),
      )
    expect(text).not.toContain('PRIMARY KEY')
    expect(text).toContain('Wire format of outputs: JSON')
  })

  test('cannot read Avro without a registry', () => {
    const { registry: _, ...without } = broker
    expect(() => flinkPlan(fraud, { ...files, inputs: without })).toThrow(
      'Flink cannot read order.created (wire format avro)',
    )
  })
})

const ownScore = job('own-score')
  .inputs({ payment: 'payment.authorized' })
  .keyBy('customer_id')
  .window(tumbling(minutes(2), { outOfOrderness: seconds(30) }))
  .measures(() => ({}))
  .score(custom({ name: 'own', reads: () => ({}), threshold: '1', score: () => ({ value: '1', reasons: [] }) }))
  .outputs(({ payment, window }) => ({
    all: perRecord(payment).sideOutput('fraud.anomaly', {
      anomaly_id: payment.event_id,
      kind: 'negative_amount',
      customer_id: payment.customer_id,
      order_id: payment.order_id,
      amount: payment.amount,
      event_time: payment.authorized_at,
      window_start: window.start,
      window_end: window.end,
    }),
  }))

describe('other jobs', () => {
  const resolved = (declaration: JobDeclaration): ResolvedJob => {
    const { job, findings } = resolveJob(declaration, { contracts, file: 'job.ts', text: () => undefined })
    expect(findings).toEqual([])
    return job!
  }
  const started = () =>
    job('plain')
      .inputs({ payment: 'payment.authorized' })
      .keyBy('customer_id')
      .window(tumbling(minutes(2), { outOfOrderness: seconds(30), idle: minutes(1) }))

  test('without measures, match or score join nothing', () => {
    const plain = resolved(
      started()
        .measures(() => ({}))
        .outputs(({ payment, window }) => ({
          large: perRecord(payment)
            .when(gte(payment.amount, 100))
            .sideOutput('fraud.anomaly', {
              anomaly_id: concat('large:', payment.event_id),
              kind: 'negative_amount',
              customer_id: payment.customer_id,
              order_id: payment.order_id,
              payment_id: null,
              amount: payment.amount,
              event_time: payment.authorized_at,
              window_start: window.start,
              window_end: window.end,
            }),
        })),
    )
    const text = sqlOf(plain, files)
    expect(text).not.toContain('JOIN')
    expect(text).not.toContain('match_by')
    expect(text).toContain('CAST(NULL AS STRING) AS `payment_id`')
  })

  test('count only the records of their own input, whatever the argument', () => {
    const windows = resolved(
      started()
        .measures(({ payment }) => ({
          payments: count(payment),
          paid: sum(coalesce(payment.amount, 1), { where: gte(payment.installments, 2) }),
        }))
        .outputs(({ measures, window }) => ({
          row: perWindow()
            .upsert('feature.customer', {
              customer_id: window.key,
              revision: measures.payments,
              orders: measures.payments,
              ordered_amount: coalesce(measures.paid, 0),
              payments: measures.payments,
              paid_amount: coalesce(measures.paid, 0),
              paid_ratio: null,
              payment_methods: measures.payments,
              carts: measures.payments,
              cart_to_order_seconds: null,
              window_start: window.start,
              window_end: window.end,
            })
            .version(measures.payments),
        })),
    )
    const text = sqlOf(windows, files)
    expect(text).toContain("COUNT(*) FILTER (WHERE `input` = 'payment') AS `measures.payments`")
    expect(text).toMatch(/FILTER \(WHERE `input` = 'payment' AND \(`payment\.installments` >= 2\)\)/)
  })

  test.for([
    [inventoryAggregator, 'job inventory-aggregator is of kind running: it is not printed as Flink SQL'],
    [negatives, 'job negatives is of kind records: it is not printed as Flink SQL'],
    [step, 'job looks is a TypeScript step, which Flink cannot run'],
    [ownScore, 'job own-score scores with the TypeScript function "own", which Flink cannot run'],
  ] as const)('that only the embedded engine knows are refused by name: $0.ir.name', ([declaration, message]) => {
    expect(() => flinkPlan(resolved(declaration), files)).toThrow(message)
  })
})
