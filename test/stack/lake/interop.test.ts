import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nessieCatalog } from '../../../src/adapters/branch-catalog/nessie.ts'
import { locationOf } from '../../../src/adapters/table-files/disk.ts'
import { loadSettings } from '../../../src/cli/config.ts'
import { openLake } from '../../lake/table/lake.ts'
import { s3Place } from '../../lake/table/s3-place.ts'
import type { PythonPeer } from '../../python-peer.ts'
import { type ObjectStore, startNessieRest } from '../nessie-rest.ts'
import { useServer } from '../server.ts'
import { type Changing, changeInTurn, repartition, repartitionOwn } from './changes.ts'
import { checkDrift } from './drift.ts'
import { type Evolving, evolveBoth } from './evolutions.ts'
import { exchange, type Group, type OwnLake } from './exchange.ts'
import { type Formatted, readFormats } from './formats.ts'
import { lacks } from './lacks.ts'
import { openMatrix } from './matrix.ts'
import { pyicebergEngine, pyicebergRestEngine, startPyiceberg, startPyicebergRest } from './pyiceberg.ts'
import { samples } from './samples.ts'
import { type Spark, startSpark } from './spark.ts'
import { createCatalog, nessieBranch, type Trino, trinoAt } from './trino.ts'
import { trinoEngine } from './trino-engine.ts'

const PATIENCE_MS = 600_000
const storeServer = useServer('s3-strict')
const trinoServer = useServer('trino')

let folder: string
let store: ObjectStore
/** One for both: its own API, with tables on the disk, and its Iceberg REST endpoint, with tables on an object store. */
let nessie: Awaited<ReturnType<typeof startNessieRest>>
let spark: Spark
let trino: Trino
let pythons: readonly PythonPeer[] = []
/** Each with the lake of dq whose tables it can reach. */
let engines: readonly {
  readonly engine: Evolving & Changing & Partial<Formatted>
  readonly own: OwnLake
  /** Of the same program elsewhere: what another way to the catalog cannot change is not asked twice. */
  readonly known?: readonly string[]
}[]
const matrix = openMatrix(lacks)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dq-interop-'))
  mkdirSync(join(folder, 'theirs'))
  const { cacheDir } = loadSettings({})
  const [url, bucket] = [storeServer.endpoint('url'), storeServer.endpoint('bucket')]
  store = { url, bucket, accessKey: storeServer.endpoint('accessKey'), secretKey: storeServer.endpoint('secretKey') }
  nessie = await startNessieRest(store)
  const warehouse = locationOf(join(folder, 'theirs'))
  const catalog = nessieCatalog({ url: nessie.url })
  const onDisk = await openLake(folder, catalog)
  const onStore = await openLake(join(folder, 'store'), catalog, s3Place({ ...store, prefix: 'wh/dq' }, folder))
  trino = trinoAt(trinoServer.endpoint('url'))
  pythons = [startPyiceberg(cacheDir, warehouse), startPyicebergRest(cacheDir, nessie.url, store)]
  spark = await startSpark(cacheDir, nessie.url, warehouse)
  await spark.run('CREATE NAMESPACE lake.bronze')
  await trino.rows(createCatalog('lake', nessieBranch(nessie.url, 'main', warehouse)))
  const onBranch = async (branch: string) => {
    await trino.rows(createCatalog(branch, nessieBranch(nessie.url, branch, warehouse)))
    return branch
  }
  engines = [
    { engine: spark, own: onDisk },
    { engine: trinoEngine(trino, onBranch), own: onDisk },
    { engine: pyicebergEngine(pythons[0]!, onDisk.lake), own: onDisk },
    {
      engine: pyicebergRestEngine(pythons[1]!),
      own: onStore,
      known: ['year', 'month', 'hour', 'truncate[2]', 'void'],
    },
  ]
}, PATIENCE_MS)

afterAll(async () => {
  const { right, lacks: lacking, wrong } = matrix.counts()
  console.log(`\n${matrix.text()}`)
  console.log(
    `interop: ${right + lacking + wrong} cells: ${right} as they should be, ${lacking} named lacks, ${wrong} wrong`,
  )
  await spark?.end()
  await Promise.all(pythons.map((python) => python.end()))
  await nessie?.stop()
  rmSync(folder, { recursive: true, force: true })
}, PATIENCE_MS)

/** In tables of their own, as some engine cannot read, or make, a table that has one. */
const APART = ['clock', 'ref', 'code']

const groupsOf = (name: string, columns: readonly string[], transform?: string): readonly Group[] => {
  const of = (suffix: string, columns: readonly string[]): Group => ({
    name: `${name}${suffix}`,
    columns,
    ...(transform && { transform }),
  })
  return [
    of(
      '',
      columns.filter((one) => !APART.includes(one)),
    ),
    ...columns.filter((one) => APART.includes(one)).map((one) => of(`_${one}`, [one])),
  ]
}

const every = samples.map(({ name }) => name)
const MOMENTS = ['day', 'local', 'at']
// biome-ignore format: one row a group
const groups: readonly Group[] = [
  ...groupsOf('types', every),
  ...groupsOf('identity', every.filter((name) => !['point', 'items', 'rates', 'lines', 'wild', 'lean'].includes(name)), 'identity'),
  ...groupsOf('year', MOMENTS, 'year'),
  ...groupsOf('month', MOMENTS, 'month'),
  ...groupsOf('day', MOMENTS, 'day'),
  ...groupsOf('hour', ['local', 'at'], 'hour'),
  ...groupsOf('bucket', ['small', 'large', 'day', 'clock', 'local', 'at', 'word', 'ref', 'bytes', 'code', 'price', 'amount', 'big'], 'bucket[4]'),
  ...groupsOf('truncate', ['small', 'large', 'word', 'bytes', 'price', 'amount', 'big'], 'truncate[2]'),
  ...groupsOf('void', ['word'], 'void'),
]

/** The engines side by side, each on its own tables. */
async function together(work: (one: (typeof engines)[number]) => Promise<void>): Promise<void> {
  const done = await Promise.allSettled(
    engines.map(async (one) => {
      const { engine } = one
      const begin = performance.now()
      await work(one)
      console.log(`${engine.name}: ${((performance.now() - begin) / 1000).toFixed(1)} s`)
    }),
  )
  for (const one of done) if (one.status === 'rejected') throw one.reason
}

const LONG = { timeout: PATIENCE_MS }

test(
  'types and partition transforms: dq and Spark, Trino, pyiceberg read, filter and append to what the others wrote',
  LONG,
  () =>
    together(async ({ own, engine, known = [] }) => {
      for (const group of groups.filter(({ transform }) => transform === undefined || !known.includes(transform)))
        await exchange(own, engine, group, matrix)
    }),
)

test('columns that change are found by their ids, whoever changed them', LONG, () =>
  together(({ own, engine }) => evolveBoth(own, engine, matrix)),
)

test(
  'rows deleted and updated, files compacted, snapshots expired, partitioning changed: by dq and the engines in turn',
  LONG,
  () =>
    together(async ({ own, engine }) => {
      await changeInTurn(own, engine, matrix)
      await repartitionOwn(own, engine, matrix)
      await repartition(own, engine, matrix)
      const { formats } = engine
      if (formats !== undefined) await readFormats(own, { ...engine, formats }, matrix)
    }),
)

test('dq table check takes rows of other engines as they are, and says which columns they changed', LONG, () =>
  checkDrift(
    nessie.url,
    store,
    engines.flatMap(({ engine }) => (engine.name === 'pyiceberg_rest' ? [] : [engine])),
    matrix,
  ),
)

test('no cell is wrong, and every lack is one', () => {
  expect(matrix.wrong()).toEqual([])
  expect(matrix.unused()).toEqual([])
})
