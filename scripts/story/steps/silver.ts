import { FIRST_DAY, LAST_DAY, STOCK_FIRST_DAY, STOCK_LAST_DAY } from '../days.ts'
import { centsOf, firstEvents, moneyText, ODD } from '../inputs.ts'
import { moneySent } from '../money.ts'
import { dq, mustEqual, type Step, type World } from '../step.ts'

export const silverSteps = (late: string): readonly Step[] => [
  {
    title: 'Silver: the ledger of every day',
    tell: 'One SQL source, checked against the contracts before it runs and its result before the commit; the suite of the table judges what is there.',
    commands: [dq(`run silver-finance-ledger --branch dev --backfill ${FIRST_DAY}..${LAST_DAY}`)],
    check: async (world) => {
      const status = await statusOf(world, ODD.latePayment)
      mustEqual('the order whose payment has not come', status, 'no_payment')
      return [...(await moneyTies(world, false)), `order ${ODD.latePayment.slice(0, 8)}…: ${status}`]
    },
  },
  {
    title: 'The same days again',
    tell: 'Each snapshot says what it was made from: what has not changed is not made again.',
    commands: [dq(`run silver-finance-ledger --branch dev --backfill ${FIRST_DAY}..${LAST_DAY}`)],
    check: async ({ printed }) => {
      mustEqual('days that were known', printed.match(/ known {2}/g)?.length, 7)
      return ['no day was made again']
    },
  },
  {
    title: 'A payment comes days late',
    tell: 'Which days does it concern? The ledger reads a day of orders with whatever was paid for them: those of its order.',
    commands: [
      dq(`run bronze-ingest --branch dev --input postgres-oltp.public.payments=${late}`),
      dq('run silver-finance-ledger --branch dev --changed-since-last'),
    ],
    check: async (world) => {
      mustEqual('days that were made again', world.printed.match(/ made {2}/g)?.length, 1)
      const status = await statusOf(world, ODD.latePayment)
      mustEqual('the order whose payment has come', status, 'matched')
      return [`order ${ODD.latePayment.slice(0, 8)}…: ${status}, to the cent`, ...(await moneyTies(world, true))]
    },
  },
  {
    title: 'Silver: stock and reservations',
    tell: 'Reservations by their latest event, copies dropped; a day of stock is made from the evening before and what moved since.',
    commands: [
      dq(`run silver-reservations --branch dev --backfill ${STOCK_FIRST_DAY}..${STOCK_LAST_DAY}`),
      dq(`run silver-inventory-snapshot --branch dev --backfill ${STOCK_FIRST_DAY}..${STOCK_LAST_DAY}`),
    ],
    check: stockTies,
  },
]

async function statusOf({ query }: World, order: string): Promise<string | undefined> {
  const [row] = await query('dev', `SELECT status FROM silver.finance_ledger WHERE order_id = '${order}'`)
  return row?.status
}

/** What was sent, what bronze has, and what the ledger says, to the cent. */
async function moneyTies({ query }: World, withLate: boolean): Promise<readonly string[]> {
  const sent = moneySent({ withLate })
  const [bronze] = await query(
    'dev',
    `SELECT (SELECT sum(price + freight_value) FROM bronze.order_items) AS owed, (SELECT sum(payment_value) FROM bronze.payments) AS paid`,
  )
  const [ledger] = await query(
    'dev',
    'SELECT sum(ordered_amount) AS owed, sum(paid_amount) AS paid, sum(difference) AS difference, count(*) AS orders FROM silver.finance_ledger',
  )
  for (const name of ['owed', 'paid'] as const) {
    mustEqual(`${name} in bronze`, centsOf(bronze?.[name] ?? ''), sent[name])
    mustEqual(`${name} in the ledger`, centsOf(ledger?.[name] ?? ''), sent[name])
  }
  mustEqual('differences of the ledger', centsOf(ledger?.difference ?? ''), sent.paid - sent.owed)
  return [
    `money in = money out: ${moneyText(sent.paid)} paid and ${moneyText(sent.owed)} owed in the events, in bronze and in ${ledger?.orders} rows of the ledger`,
  ]
}

interface Movement {
  readonly event_id: string
  readonly type: string
  readonly quantity: number
}

/** Units in = units out: every movement once. */
async function stockTies({ query }: World): Promise<readonly string[]> {
  const events = (firstEvents().get('inventory.events') ?? []).map(({ value }) => value as Movement)
  const once = [...new Map(events.map((event) => [event.event_id, event])).values()]
  const units = once.reduce((sum, { type, quantity }) => sum + (type === 'sale' ? -quantity : quantity), 0)
  const [stock] = await query(
    'dev',
    `SELECT sum(on_hand) AS units, count(*) AS rows FROM silver.inventory_snapshot WHERE snapshot_date = DATE '${STOCK_LAST_DAY}'`,
  )
  mustEqual('units on hand', stock?.units, units)
  const [held] = await query('dev', 'SELECT sum(events) AS events, sum(repeats) AS repeats FROM silver.reservations')
  const [sent] = await query('dev', 'SELECT count(*) AS events FROM bronze.reservations')
  mustEqual('events of reservations', Number(held?.events) + Number(held?.repeats), sent?.events)
  return [
    `units in = units out: ${units} on hand in ${stock?.rows} places after ${once.length} movements; ${events.length - once.length} copies were dropped`,
    `${sent?.events} events of reservations = ${held?.events} different ones + ${held?.repeats} sent again`,
  ]
}
