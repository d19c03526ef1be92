import { expect, test } from 'vitest'
import { psql } from './psql.ts'
import { useServer } from './server.ts'

const server = useServer('postgres')
const run = (sql: string) => psql(server.endpoint('url'), sql)

test('a logical replication slot sees committed changes, in order, once', async () => {
  await run('CREATE TABLE orders (id int PRIMARY KEY, status text)')
  await run("SELECT pg_create_logical_replication_slot('dq', 'test_decoding')")
  await run("INSERT INTO orders VALUES (1, 'created'), (2, 'created')")
  await run("BEGIN; INSERT INTO orders VALUES (3, 'never'); ROLLBACK")
  await run("UPDATE orders SET status = 'paid' WHERE id = 1")
  await run('DELETE FROM orders WHERE id = 2')

  const changes = (await run("SELECT data FROM pg_logical_slot_get_changes('dq', NULL, NULL)")).map(([data]) => data!)
  const rows = changes.filter((data) => data.startsWith('table'))
  expect(rows).toEqual([
    "table public.orders: INSERT: id[integer]:1 status[text]:'created'",
    "table public.orders: INSERT: id[integer]:2 status[text]:'created'",
    "table public.orders: UPDATE: id[integer]:1 status[text]:'paid'",
    'table public.orders: DELETE: id[integer]:2',
  ])
  expect(await run("SELECT count(*) FROM pg_logical_slot_get_changes('dq', NULL, NULL)")).toEqual([['0']])
  await run("SELECT pg_drop_replication_slot('dq')")
  console.log(`postgres: ${rows.length} changes seen through the slot, the rolled back one not`)
})

test('pgoutput, which Debezium reads, streams a publication', async () => {
  await run('CREATE TABLE outbox_events (id int PRIMARY KEY, type text); CREATE PUBLICATION dq FOR TABLE outbox_events')
  await run("SELECT pg_create_logical_replication_slot('dq_pgoutput', 'pgoutput')")
  await run("INSERT INTO outbox_events VALUES (7, 'order.created')")
  const read =
    "pg_logical_slot_get_binary_changes('dq_pgoutput', NULL, NULL, 'proto_version', '1', 'publication_names', 'dq')"
  const messages = (await run(`SELECT encode(data, 'hex') FROM ${read}`)).map(([hex]) => Buffer.from(hex!, 'hex'))
  // The first byte is the kind (protocol, "Logical Replication Message Formats"): Begin, Relation, Insert, Commit.
  expect(messages.map((message) => String.fromCharCode(message[0]!))).toEqual(['B', 'R', 'I', 'C'])
  expect(messages[2]!.toString('latin1')).toContain('order.created')
  await run("SELECT pg_drop_replication_slot('dq_pgoutput')")
  console.log(`postgres: ${messages.length} messages of pgoutput`)
})
