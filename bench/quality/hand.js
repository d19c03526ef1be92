// node hand.js <file>: what an engineer would write for suite.json, as three queries; prints how many of the ten are met.
import { DuckDBInstance } from '@duckdb/node-api'

const file = process.argv[2]
const connection = await (await DuckDBInstance.create(':memory:')).connect()
const row = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson()[0]
const scan = await row(`
  SELECT
    count(*) AS n, count(order_id) AS ids, count(note) AS notes, avg(amount) AS mean,
    count(*) FILTER (WHERE NOT regexp_matches(sku, '^[A-Z]{3}-[0-9]{4}$')) AS bad_skus,
    count(*) FILTER (WHERE status NOT IN ('created', 'paid', 'shipped', 'delivered', 'canceled')) AS bad_statuses,
    count(*) FILTER (WHERE NOT (amount BETWEEN 0 AND 10000)) AS bad_amounts,
    count(*) FILTER (WHERE length(region) <> 2) AS bad_regions
  FROM '${file}'`)
const groups = (keys) =>
  row(
    `SELECT coalesce(sum(n), 0) AS twice FROM (SELECT count(*) AS n FROM '${file}' GROUP BY ${keys} HAVING count(*) > 1)`,
  )
const ids = await groups('order_id')
const lines = await groups('customer_id, line')
const met = [
  scan.n > 0,
  scan.ids === scan.n,
  ids.twice === '0',
  lines.twice === '0',
  scan.bad_skus === '0',
  scan.bad_statuses === '0',
  scan.bad_amounts === '0',
  scan.notes / scan.n >= 0.8,
  scan.bad_regions === '0',
  scan.mean >= 10 && scan.mean <= 1000,
]
console.log(met.filter(Boolean).length)
