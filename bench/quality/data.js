// node data.js <rows> <file>: a table of orders in which every expectation of suite.json is met.
import { DuckDBInstance } from '@duckdb/node-api'

const [rows, file] = process.argv.slice(2)
const connection = await (await DuckDBInstance.create(':memory:')).connect()
await connection.run(`COPY (
  SELECT
    'order-' || (i * 7919 % ${rows}) || '-' || i AS order_id,
    'customer-' || (i // 8) AS customer_id,
    CAST(i % 8 AS INTEGER) AS line,
    ['created', 'paid', 'shipped', 'delivered', 'canceled'][CAST(1 + hash(i) % 5 AS INTEGER)] AS status,
    ['SP', 'RJ', 'MG', 'RS', 'PR'][CAST(1 + hash(i + 1) % 5 AS INTEGER)] AS region,
    chr(CAST(65 + hash(i + 2) % 26 AS INTEGER)) || chr(CAST(65 + hash(i + 3) % 26 AS INTEGER)) || 'X-' || lpad(CAST(hash(i + 4) % 10000 AS VARCHAR), 4, '0') AS sku,
    CAST(hash(i + 5) % 30000 AS DOUBLE) / 100 AS amount,
    CAST(1 + hash(i + 6) % 9 AS INTEGER) AS quantity,
    TIMESTAMP '2017-01-01' + to_seconds(i % 31536000) AS placed_at,
    CASE WHEN hash(i + 7) % 10 > 0 THEN 'note ' || hash(i + 8) % 1000 END AS note,
    'https://shop.example/' || hash(i + 9) % 100000 AS url
  FROM range(${rows}) AS t(i)
) TO '${file}'`)
connection.closeSync()
