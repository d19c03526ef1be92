/** Of a text of 32 letters, one letter of each row, weighed by where the row stood. */
const letters = (column: string): string =>
  `CAST(sum(ascii(substring(${column}, CAST(1 + kafka_offset % 32 AS INT), 1)) * (kafka_offset % 97)) AS STRING) AS ${column}`
const moments = (column: string, micros: string): string =>
  `CAST(sum(CAST(${micros}(${column}) AS DECIMAL(38, 0))) AS STRING) AS ${column}`

/** What both tables must agree in: counts and sums over every column, in SQL that Spark and DuckDB read; `micros` is their function for a moment. */
export const tallySql = (
  table: string,
  micros: 'unix_micros' | 'epoch_us',
): string => `SELECT CAST(count(*) AS STRING) AS row_count,
  CAST(count(DISTINCT kafka_partition * 1000000000 + kafka_offset) AS STRING) AS places,
  CAST(sum(order_item_id) AS STRING) AS items, CAST(sum(price) AS STRING) AS prices, CAST(sum(freight_value) AS STRING) AS freights,
  CAST(sum(CASE WHEN op = 'd' THEN 1 WHEN op = 'u' THEN 1000000 WHEN op = 'c' THEN 0 END) AS STRING) AS ops,
  CAST(sum(CASE WHEN region = 'SP' THEN 1 WHEN region = 'RJ' THEN 1000000 WHEN region = 'MG' THEN 0 END) AS STRING) AS regions,
  CAST(sum(CASE WHEN event_date = CAST(source_ts AS DATE) THEN 1 ELSE 0 END) AS STRING) AS days, min(kafka_topic) AS topic,
  ${['order_id', 'product_id', 'seller_id'].map(letters).join(', ')},
  ${['shipping_limit_date', 'source_ts', 'kafka_timestamp'].map((column) => moments(column, micros)).join(', ')}
  FROM ${table}`

export type Tally = Readonly<Record<string, string>>
