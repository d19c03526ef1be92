// Movements of goods as JSON Lines, by DuckDB: node data.ts <rows> <file>. 4 regions on 3 days; real in shape and lengths, made up in values.
import { DuckDBInstance } from '../../src/adapters/duckdb.ts'

const [, , rows, file] = process.argv
const connection = await (await DuckDBInstance.create(':memory:')).connect()
await connection.run(`COPY (SELECT
  (DATE '2026-11-20' + (i % 3)::INT)::VARCHAR AS event_date,
  ['United Kingdom', 'France', 'Portugal', 'Germany'][1 + (i // 3) % 4] AS region,
  'inv-' || lpad(i::VARCHAR, 9, '0') AS event_id,
  (20000 + hash(i) % 70000)::VARCHAR || 'A' AS sku,
  (20000 + hash(i) % 70000)::VARCHAR || 'a' AS source_sku,
  'UK-' || (1 + i % 9) AS warehouse_id,
  ['receipt', 'sale', 'sale', 'sale', 'return'][1 + i % 5] AS "type",
  (1 + hash(i + 1) % 40)::INT AS quantity,
  CASE WHEN i % 10 > 0 THEN ((hash(i + 2) % 100000) / 1000)::DECIMAL(12, 3)::VARCHAR END AS unit_price,
  'GBP' AS currency,
  CASE WHEN i % 4 > 0 THEN 'inv-' || (500000 + i % 90000) END AS reference,
  strftime(TIMESTAMP '2026-11-20' + INTERVAL (i % 86400) SECOND, '%Y-%m-%dT%H:%M:%S.%fZ') AS occurred_at,
  'inventory.events' AS kafka_topic, (i % 12)::INT AS kafka_partition, i AS kafka_offset,
  strftime(TIMESTAMP '2026-11-20' + INTERVAL (i % 86400 + 2) SECOND, '%Y-%m-%dT%H:%M:%S.%fZ') AS kafka_timestamp
  FROM range(${Number(rows)}) t(i)) TO '${file}' (FORMAT json)`)
