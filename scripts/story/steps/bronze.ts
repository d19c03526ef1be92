import { FIRST_DAY, LAST_DAY } from '../days.ts'
import { firstEvents, ODD } from '../inputs.ts'
import { type Command, dq, mustEqual, type Step, type World } from '../step.ts'

const TABLES: Readonly<Record<string, string>> = {
  'mysql-oltp.ecommerce.orders': 'bronze.orders',
  'mysql-oltp.ecommerce.order_items': 'bronze.order_items',
  'postgres-oltp.public.payments': 'bronze.payments',
  'shipment.logs': 'bronze.shipments',
  'inventory.events': 'bronze.inventory_events',
  'inventory.reservations': 'bronze.reservations',
}

export const bronzeSteps = (input: (topic: string) => string): readonly Step[] => {
  const ingest: Command = {
    args: [
      'run',
      'bronze-ingest',
      '--branch',
      'dev',
      ...Object.keys(TABLES).flatMap((topic) => ['--input', `${topic}=${input(topic)}`]),
    ],
  }
  return [
    {
      title: 'A branch to work on',
      tell: 'Nothing that happens on dev is seen by anybody else until it is promoted.',
      commands: [dq('branch create dev')],
    },
    {
      title: 'Bronze: what the systems have sent',
      tell: `Change events of two databases, scans of carriers, movements of stock: real orders of ${FIRST_DAY} to ${LAST_DAY}, real movements of another shop. Each record is held against its contract; data and position are one commit.`,
      commands: [ingest],
      check: async (world) => [...(await countsTie(world)), ...(await rejectedAreKept(world))],
    },
    {
      title: 'The same files again',
      tell: 'A job that was killed is started again, a file is handed over twice: what is there stays as it is.',
      commands: [ingest],
      check: async (world) => {
        const sent = [...firstEvents().values()].reduce((sum, events) => sum + events.length, 0)
        const lines = counts(world)
        mustEqual('records that were there already', total(lines, 'duplicates'), sent)
        await rowsAre(world, rowsOf(firstEvents()))
        return [`all ${sent} records were there already; no row is there twice`]
      },
    },
  ]
}

interface Counts {
  readonly records: number
  readonly rows: number
  readonly dead: number
  readonly quarantined: number
  readonly duplicates: number
  readonly control: number
}

/** `✓ 128 = 126 + 0 + 1 + 0 + 1`: records = rows + dead letters + quarantined + there already + control. */
const counts = ({ printed }: World): readonly Counts[] =>
  [...printed.matchAll(/✓ ([\d,]+) = ([\d,]+) \+ ([\d,]+) \+ ([\d,]+) \+ ([\d,]+) \+ ([\d,]+)/g)].map((found) => {
    const [records = 0, rows = 0, dead = 0, quarantined = 0, duplicates = 0, control = 0] = found
      .slice(1)
      .map((text) => Number(text.replaceAll(',', '')))
    return { records, rows, dead, quarantined, duplicates, control }
  })

const total = (lines: readonly Counts[], name: keyof Counts): number => lines.reduce((sum, line) => sum + line[name], 0)

async function countsTie(world: World): Promise<readonly string[]> {
  const lines = counts(world)
  const sent = [...firstEvents().values()].reduce((sum, events) => sum + events.length, 0)
  mustEqual('topics that were counted', lines.length, Object.keys(TABLES).length)
  const of = (name: keyof Counts) => total(lines, name)
  mustEqual('records', of('records'), sent)
  mustEqual(
    'records accounted for',
    of('rows') + of('dead') + of('quarantined') + of('duplicates') + of('control'),
    sent,
  )
  mustEqual('rows', await rowsAre(world, of('rows')), of('rows'))
  return [
    `rows in: ${sent} records = ${of('rows')} rows in tables + ${of('dead')} dead letters + ${of('quarantined')} quarantined + ${of('duplicates')} there already + ${of('control')} control`,
  ]
}

/** Rows of all bronze tables but the rejected ones. */
async function rowsAre({ query }: World, wanted: number): Promise<number> {
  const counted = Object.values(TABLES).map((table) => `SELECT count(*) AS rows FROM ${table}`)
  const [found] = await query('dev', `SELECT sum(rows) AS rows FROM (${counted.join(' UNION ALL ')})`)
  mustEqual('rows in the tables', found?.rows, wanted)
  return Number(found?.rows)
}

const rowsOf = (events: ReturnType<typeof firstEvents>): number =>
  [...events.values()].reduce((sum, all) => sum + all.length, 0) - ODD.deadLetters - ODD.quarantined - ODD.control

async function rejectedAreKept({ query }: World): Promise<readonly string[]> {
  const rows = await query('dev', 'SELECT kafka_topic, reason, path FROM bronze.quarantine ORDER BY ALL')
  mustEqual('rejected records', rows.length, ODD.deadLetters + ODD.quarantined)
  return rows.map(({ kafka_topic, reason, path }) => `kept in bronze.quarantine: ${kafka_topic} ${path}, ${reason}`)
}
