// The same rows by DuckDB alone, as a process: no contract, no table, nothing kept back. node bare.ts <file> <folder>; prints the rows.
import { DuckDBInstance } from '../../src/adapters/duckdb.ts'

const [file, folder] = process.argv.slice(2)
const connection = await (await DuckDBInstance.create(':memory:')).connect()
await connection.run("SET TimeZone = 'UTC'")
const done = await connection.runAndReadAll(`COPY (
  SELECT CAST(make_timestamp((value -> 'source' ->> 'ts_us')::BIGINT) AS DATE) AS event_date, after ->> 'region' AS region,
    after ->> 'order_id' AS order_id, (after ->> 'order_item_id')::INTEGER AS order_item_id, after ->> 'product_id' AS product_id,
    after ->> 'seller_id' AS seller_id, epoch_ms((after ->> 'shipping_limit_date')::BIGINT) AS shipping_limit_date,
    after ->> 'price' AS price, after ->> 'freight_value' AS freight_value, value ->> 'op' AS op,
    make_timestamp((value -> 'source' ->> 'ts_us')::BIGINT) AS source_ts, topic, partition, "offset", arrival
  FROM (SELECT *, value -> 'after' AS after FROM read_json('${file}', columns = {topic: 'VARCHAR', partition: 'INTEGER', "offset": 'BIGINT',
    arrival: 'TIMESTAMP', value: 'JSON'})) WHERE after ->> 'order_id' IS NOT NULL
) TO '${folder}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (event_date, region), OVERWRITE_OR_IGNORE true)`)
console.log(String(done.getRowsJson()[0]?.[0]))
