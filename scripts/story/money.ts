import { centsOf, firstEvents, type InputEvent, lateEvents } from './inputs.ts'

/** Sums of what was sent, in cents, counted from the events by themselves. */
export interface Money {
  /** Prices and freight of all items. */
  readonly owed: bigint
  readonly paid: bigint
}

type Row = Readonly<Record<string, string>>

const rowsOf = (events: readonly InputEvent[] = []): readonly Row[] =>
  events.flatMap(({ value }) => {
    const { after } = (value ?? {}) as { readonly after?: Row }
    return after === undefined || after === null ? [] : [after]
  })

/** Of everything that belongs into tables; with or without the payment that comes late. */
export function moneySent({ withLate }: { readonly withLate: boolean }): Money {
  const events = firstEvents()
  const items = rowsOf(events.get('mysql-oltp.ecommerce.order_items')).filter(({ region = '' }) =>
    /^[A-Z]{2}$/.test(region),
  )
  const payments = rowsOf([...(events.get('postgres-oltp.public.payments') ?? []), ...(withLate ? lateEvents() : [])])
  const sum = (rows: readonly Row[], column: string): bigint =>
    rows.reduce((cents, row) => cents + centsOf(row[column] ?? '0'), 0n)
  return { owed: sum(items, 'price') + sum(items, 'freight_value'), paid: sum(payments, 'payment_value') }
}
