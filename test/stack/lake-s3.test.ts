import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { nessieCatalog } from '../../src/adapters/branch-catalog/nessie.ts'
import { findGarbage } from '../../src/lake/table/gc.ts'
import { createTable, loadTable } from '../../src/lake/table/table.ts'
import { runHere } from '../cli/dq.ts'
import { AUTHOR, everyType, everyTypeRows, openLake } from '../lake/table/lake.ts'
import { s3Place } from '../lake/table/s3-place.ts'
import { useServer } from './server.ts'

const nessie = useServer('nessie')
const store = useServer('s3-strict')

const scratch = mkdtempSync(join(tmpdir(), 'dq-lake-s3-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const SCHEMA = {
  type: 'record',
  name: 'Order',
  namespace: 'shop.bronze',
  fields: [
    { name: 'region', type: 'string' },
    { name: 'order_id', type: 'string' },
    { name: 'amount', type: 'int' },
  ],
}
const property = (name: string, physicalType: string, more: object = {}) => ({
  name,
  logicalType: physicalType === 'int' ? 'integer' : 'string',
  physicalType,
  required: true,
  ...more,
})
const CONTRACT = (name: string) => ({
  apiVersion: 'v3.1.0',
  kind: 'DataContract',
  id: name.replace('.', '-'),
  name,
  version: '1.0.0',
  status: 'active',
  schema: [
    {
      name: 'orders',
      physicalName: name,
      physicalType: 'table',
      logicalType: 'object',
      authoritativeDefinitions: [{ type: 'avroSchema', url: `./${name}.avsc` }],
      properties: [
        property('region', 'string', { partitioned: true, partitionKeyPosition: 1 }),
        property('order_id', 'string'),
        property('amount', 'int'),
      ],
    },
  ],
})

describe.each(['git', 'Nessie'] as const)('catalog %s, tables on an object store', (catalog) => {
  const name = `bronze.orders_${catalog.toLowerCase()}`
  const files: Record<string, string> = {
    [`contracts/bronze/${name}.avsc`]: JSON.stringify(SCHEMA),
    [`contracts/bronze/${name}.odcs.yaml`]: JSON.stringify(CONTRACT(name)),
    'one.csv': 'region,order_id,amount\nbr,o-1,10\nbr,o-2,20\npt,o-3,30\n',
    'two.csv': 'region,order_id,amount\nbr,o-4,40\npt,o-5,50\n',
  }
  const environment = () => ({
    version: 1,
    environments: {
      cloud: {
        ...(catalog === 'Nessie' && { nessie: { url: nessie.endpoint('url') } }),
        lake: {
          warehouse: `s3://${store.endpoint('bucket')}/warehouse/${catalog} ${process.pid}/`,
          s3: {
            endpoint: store.endpoint('url'),
            region: 'us-east-1',
            // biome-ignore lint/suspicious/noTemplateCurlyInString: references of dq.yaml
            ...{ accessKey: '${env:STORE_KEY}', secretKey: '${file:secret}' },
          },
        },
      },
    },
  })
  const folder = join(scratch, catalog)
  const dq = async (...args: string[]) => {
    const env = { DQ_ENV: 'cloud', STORE_KEY: store.endpoint('accessKey'), DQ_AUTHOR: 'Ana' }
    const { output, exitCode } = await runHere(args, { cwd: folder, env })
    return { output, exitCode }
  }
  const done = async (...args: string[]): Promise<string> => {
    const { output, exitCode } = await dq(...args)
    expect(exitCode, output).toBe(0)
    return output
  }

  test('every command of tables and branches does there what it does on the disk', async () => {
    for (const [path, text] of Object.entries({
      ...files,
      'dq.yaml': JSON.stringify(environment()),
      secret: `${store.endpoint('secretKey')}\n`,
    })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    expect(await done('table', 'apply', name)).toContain(`made ${name} on main`)
    expect(await done('table', 'append', name, 'one.csv')).toContain('3 rows in 2 files')
    await done('branch', 'create', 'dev')
    expect(await done('table', 'append', name, 'two.csv', '--branch', 'dev')).toContain('2 rows in 2 files')
    expect(await done('branch', 'diff', 'main', 'dev')).toContain('+2 rows, +2 files')
    expect(await done('table', 'diff', name, 'main', 'dev', '--key', 'order_id')).toContain('2 added, 0 removed')
    expect(await done('table', 'sample', name, '--at', 'dev', '--where', "region = 'br' and amount > 20")).toMatch(
      /o-4[\s\S]*1 row; 1 of 4 files may have them/,
    )
    expect(await done('table', 'list', '--at', 'dev')).toContain('5 rows')
    expect(await done('table', 'show', name)).toContain(`s3://${store.endpoint('bucket')}/warehouse/${catalog} `)
    expect(await done('table', 'compact', name, '--branch', 'dev', '--min-files', '2')).toContain('4 files are 2 files')
    expect(await done('table', 'delete', name, '--branch', 'dev', '--where', "order_id = 'o-4'")).toContain('1 row of')
    expect(await done('table', 'rollback', name, '--branch', 'dev', '--to', 'previous')).toContain(
      '4 rows before, 5 now',
    )
    expect(await done('table', 'history', name, '--at', 'dev')).toContain('replace')
    expect(await done('table', 'check', '--at', 'dev')).toContain('0 findings')
    expect(await done('table', 'expire', name, '--branch', 'dev', '--older-than', '0', '--keep', '1')).toContain(
      'expired',
    )
    expect(await done('branch', 'log', 'dev')).toContain('Compact')
    expect(await done('table', 'gc', '--dry-run')).toContain('would remove 0 files')
    await done('branch', 'tag', 'kept', '--from', 'dev')
    await done('branch', 'delete', 'dev')
    expect(await done('table', 'sample', name, '--at', 'kept')).toContain('5 rows')
  }, 120_000)

  test('a writer that dies between its data files and its commit leaves the table as it was; its files are found and removed', async () => {
    const place = {
      url: store.endpoint('url'),
      bucket: store.endpoint('bucket'),
      accessKey: store.endpoint('accessKey'),
      secretKey: store.endpoint('secretKey'),
      prefix: `crash ${process.pid} ${catalog}`,
    }
    const own = catalog === 'git' ? undefined : nessieCatalog({ url: nessie.endpoint('url') })
    const { lake, writer, change, read } = await openLake(
      join(scratch, `crash-${catalog}`),
      own,
      s3Place(place, scratch),
    )
    const key = ['bronze', `crash_${catalog}`]
    const partitionBy = [{ column: 'day', transform: { kind: 'month' } }] as const
    await createTable(lake, { branch: 'main', key, columns: everyType, partitionBy, message: 'create', ...AUTHOR })
    await change(key, everyTypeRows(0, 50))
    const { metadata } = await loadTable(lake, 'main', key)
    const { schema, spec, location } = metadata
    const left = await writer.write({ sql: everyTypeRows(50, 60) }, { schema, spec, folder: `${location}/data` })
    expect((await read(key)).rows).toHaveLength(50)
    expect((await findGarbage(lake, Date.now() - 60_000)).orphans).toEqual([])
    const { orphans } = await findGarbage(lake, Date.now() + 60_000)
    // Metadata of earlier commits is garbage too, when nothing is too young.
    const rows = orphans.map(({ url }) => url).filter((url) => url.endsWith('.parquet'))
    expect(rows.sort()).toEqual(left.map(({ path }) => path).sort())
    await lake.files.remove(orphans.map(({ url }) => url))
    expect((await read(key)).rows).toHaveLength(50)
  }, 120_000)
})
