import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runHere } from '../cli/dq.ts'
import { gitRepo } from '../git-repo.ts'
import { client } from './kafka-client.ts'
import { useServer } from './server.ts'

const kafka = useServer('kafka')
const registry = useServer('registry')
const nessie = useServer('nessie')

const FIELDS = [{ name: 'order_id', type: 'string' }]
const COUPON = { name: 'coupon', type: ['null', 'string'], default: null }

function contract(name: string, kind: 'topic' | 'table', version = '1.0.0', fields: readonly object[] = FIELDS) {
  const id = name.replaceAll('.', '_')
  const folder = `contracts/${kind === 'table' ? 'silver' : 'events'}`
  const properties = [{ name: 'order_id', required: true }, COUPON]
    .slice(0, fields.length)
    .map((field) => ({ required: false, logicalType: 'string', physicalType: 'string', ...field }))
    .map(({ name, required, logicalType, physicalType }) => ({ name, logicalType, physicalType, required }))
  const odcs = {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: `status-${id}`,
    name,
    version,
    status: 'active',
    schema: [
      {
        name: id,
        physicalName: name,
        physicalType: kind,
        logicalType: 'object',
        authoritativeDefinitions: [{ type: 'avroSchema', url: `./${name}.avsc` }],
        properties,
      },
    ],
    ...(kind === 'topic' && {
      customProperties: [
        { property: 'key', value: 'order_id' },
        { property: 'partitions', value: 3 },
      ],
    }),
  }
  return {
    // JSON is YAML.
    [`${folder}/${name}.odcs.yaml`]: JSON.stringify(odcs, null, 2),
    [`${folder}/${name}.avsc`]: JSON.stringify({ type: 'record', name: id, namespace: 'live.status', fields }),
  }
}

test('status tells what really stands in Kafka, the registry and Nessie: the same, an earlier one, another one, none', async () => {
  const repo = gitRepo()
  const dq = async (...args: string[]) => {
    const { output, exitCode } = await runHere(args, { cwd: repo.folder, env: {} })
    expect(exitCode, output).toBe(0)
    return output
  }
  const settings = {
    version: 1,
    environments: {
      dev: {
        kafka: { brokers: kafka.endpoint('bootstrap') },
        registry: { url: registry.endpoint('url') },
        nessie: { url: nessie.endpoint('url') },
        lake: { warehouse: join(repo.folder, 'lake') },
      },
    },
  }
  repo.commit('1.0.0', {
    'dq.yaml': JSON.stringify(settings),
    '.gitignore': 'lake\n.dq\n',
    ...contract('status.placed', 'topic'),
    ...contract('status.moved', 'topic'),
    ...contract('status.planned', 'topic'),
    ...contract('silver.status', 'table'),
    ...contract('silver.moved', 'table'),
  })
  repo.git('tag', 'v1.0.0')
  await dq('contract', 'register', '--env', 'dev')
  for (const table of ['silver.status', 'silver.moved']) await dq('table', 'apply', table, '--env', 'dev')
  const admin = client({ brokers: [kafka.endpoint('bootstrap')] }).admin()
  await admin.connect()
  onTestFinished(() => admin.disconnect())
  await admin.createTopics({
    topics: [
      { topic: 'status.placed', numPartitions: 3 },
      { topic: 'status.moved', numPartitions: 2 },
    ],
  })
  // Two contracts go on, one is new, and nothing of that is deployed.
  repo.commit('1.1.0', {
    ...contract('status.moved', 'topic', '1.1.0', [...FIELDS, COUPON]),
    ...contract('silver.moved', 'table', '1.1.0', [...FIELDS, COUPON]),
    ...contract('silver.planned', 'table'),
    ...contract('status.later', 'topic'),
  })
  const text = await dq('contract', 'status', '--env', 'dev')
  const rows = text.split('\n').map((line) => line.trim().split(/ {2,}/))
  const row = (name: string) => rows.find(([first]) => first === name)?.slice(1)
  expect(row('status.placed'), text).toEqual(['1.0.0', '1.0.0 (version 1)', '3 partitions', '–'])
  expect(row('status.moved')).toEqual(['1.1.0', '1.0.0 (version 1)', '2 partitions, not 3', '–'])
  expect(row('status.planned')).toEqual(['1.0.0', '1.0.0 (version 1)', 'absent', '–'])
  expect(row('status.later')).toEqual(['1.0.0', 'absent', 'absent', '–'])
  expect(row('silver.status')).toEqual(['1.0.0', '–', '–', '1.0.0 (schema 0)'])
  expect(row('silver.moved')).toEqual(['1.1.0', '–', '–', '1.0.0 (schema 0)'])
  expect(row('silver.planned')).toEqual(['1.0.0', '–', '–', 'absent'])
  // Asking made nothing.
  expect(await admin.listTopics()).not.toContain('status.planned')
}, 120_000)
