import { join } from 'node:path'
import { runHere } from '../../cli/dq.ts'
import { gitRepo } from '../../git-repo.ts'
import type { ObjectStore } from '../nessie-rest.ts'
import type { Change } from './alter.ts'
import type { ColumnOf } from './engine.ts'
import type { Evolving } from './evolutions.ts'
import type { Matrix } from './matrix.ts'

const columns: readonly (ColumnOf & {
  readonly avro: unknown
  readonly logicalType: string
  readonly physicalType: string
})[] = [
  { name: 'id', type: { kind: 'long' }, required: true, avro: 'long', logicalType: 'integer', physicalType: 'long' },
  {
    name: 'must',
    type: { kind: 'string' },
    required: true,
    avro: 'string',
    logicalType: 'string',
    physicalType: 'string',
  },
  { name: 'was', type: { kind: 'string' }, avro: ['null', 'string'], logicalType: 'string', physicalType: 'string' },
  { name: 'whole', type: { kind: 'int' }, avro: ['null', 'int'], logicalType: 'integer', physicalType: 'int' },
]

function contractOf(name: string): Readonly<Record<string, string>> {
  const id = name.replaceAll('.', '_')
  const properties = columns.map(({ name, required = false, logicalType, physicalType }) => ({
    name,
    logicalType,
    physicalType,
    required,
  }))
  const definition = { type: 'avroSchema', url: `./${name}.avsc` }
  const schema = {
    name: id,
    physicalName: name,
    physicalType: 'table',
    logicalType: 'object',
    authoritativeDefinitions: [definition],
    properties,
  }
  const odcs = {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id,
    name,
    version: '1.0.0',
    status: 'active',
    schema: [schema],
  }
  const fields = columns.map(({ name, avro }) => ({ name, type: avro, ...(Array.isArray(avro) && { default: null }) }))
  return {
    [`contracts/bronze/${name}.odcs.yaml`]: JSON.stringify(odcs),
    [`contracts/bronze/${name}.avsc`]: JSON.stringify({ type: 'record', name: id, namespace: 'interop', fields }),
  }
}

/** What `dq table check` should say of the engine's change: the column by name. */
// biome-ignore format: one row a change
const DRIFTS: readonly (readonly [change: Change, says: RegExp])[] = [
  ['new column',                /fresh/],
  ['renamed',                   /\bis\b/],
  ['int becomes long',          /whole.*int.*long|whole.*long.*int/],
  ['required becomes optional', /must/],
]

/** Tables of contracts, made by `dq table apply` on Nessie and then changed by the engines, as `dq table check` sees them. */
export async function checkDrift(
  nessie: string,
  store: ObjectStore,
  engines: readonly Evolving[],
  matrix: Matrix,
): Promise<void> {
  const repo = gitRepo()
  // The catalog has tables on the store too.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: references of dq.yaml
  const s3 = { endpoint: store.url, accessKey: '${env:STORE_KEY}', secretKey: '${env:STORE_SECRET}' }
  const tableOf = ({ name }: Evolving) => `agreed_${name.toLowerCase()}`
  repo.commit('1.0.0', {
    'dq.yaml': JSON.stringify({
      version: 1,
      environments: { dev: { nessie: { url: nessie }, lake: { warehouse: join(repo.folder, 'lake'), s3 } } },
    }),
    'rows.jsonl': [1, 2, 3].map((id) => JSON.stringify({ id, must: `m${id}`, was: null, whole: id })).join('\n'),
    ...Object.assign({}, ...engines.map((engine) => contractOf(`bronze.${tableOf(engine)}`))),
  })
  const env = { STORE_KEY: store.accessKey, STORE_SECRET: store.secretKey }
  const dq = (...args: string[]) => runHere([...args, '--env', 'dev'], { cwd: repo.folder, env })
  const done = async (...args: string[]) => {
    const { output, exitCode } = await dq(...args)
    if (exitCode !== 0) throw new Error(output)
  }
  for (const engine of engines) {
    await done('table', 'apply', `bronze.${tableOf(engine)}`)
    await done('table', 'append', `bronze.${tableOf(engine)}`, join(repo.folder, 'rows.jsonl'))
    await matrix.tried(
      engine.name,
      'appends to ours',
      ['a table of a contract: dq table check finds nothing'],
      async () => {
        await engine.append(tableOf(engine), columns, tableOf(engine), 0, 10, 100)
        return () => undefined
      },
    )
  }
  /** The findings that name an engine's table; the catalog has tables without a contract too. */
  const found = async (engine: Evolving): Promise<readonly string[]> => {
    const { output } = await dq('table', 'check', '--format', 'json')
    const { findings } = JSON.parse(output) as { findings: readonly { rule: string; message: string }[] }
    return findings.flatMap(({ rule, message }) =>
      message.includes(`bronze.${tableOf(engine)}`) ? [`${rule}: ${message}`] : [],
    )
  }
  await matrix.tried('Spark', 'dq lists', ['format version 1', 'format version 3'], async () => {
    const { output, exitCode } = await dq('table', 'list')
    return (row) => (exitCode === 0 && output.includes(`of Iceberg's ${row}`) ? undefined : output)
  })
  for (const engine of engines)
    await matrix.tried(engine.name, 'dq reads', ['a table of a contract: dq table check finds nothing'], async () => {
      const findings = await found(engine)
      return () => (findings.length === 0 ? undefined : findings.join('; '))
    })
  for (const [change, says] of DRIFTS)
    for (const engine of engines)
      await matrix.tried(
        engine.name,
        'dq reads',
        [`a table of a contract, ${change}: dq table check says drift`],
        async () => {
          await engine.alter(tableOf(engine), change)
          const findings = await found(engine)
          const isTold = findings.some((text) => text.startsWith('table-drift') && says.test(text))
          return () => (isTold ? undefined : `told: ${findings.join('; ') || 'nothing'}`)
        },
      )
}
