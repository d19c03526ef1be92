/** A query whose lineage, printing and types are checked. */
export interface QueryCase {
  readonly id: string
  readonly sql: string
}

/** Expressions over `bronze.orders AS o`. */
const EXPRESSIONS: Readonly<Record<string, string>> = {
  column: 'o.region',
  call: 'UPPER(o.order_status)',
  concat: "o.order_id || '-' || o.region",
  case: "CASE WHEN o.op = 'd' THEN o.region ELSE o.customer_id END",
  'simple case': "CASE o.op WHEN 'd' THEN o.region WHEN 'c' THEN o.order_status END",
  coalesce: 'COALESCE(o.order_approved_at, o.order_purchase_timestamp)',
  cast: 'CAST(o.source_ts AS date)',
  sum: 'o.kafka_offset + o.kafka_partition',
  nullif: 'NULLIF(o.region, o.op)',
  'is null': 'o.order_approved_at IS NULL',
  extract: 'EXTRACT(YEAR FROM o.event_date)',
  greatest: 'GREATEST(o.source_ts, o.kafka_timestamp)',
  logic: "NOT (o.op = 'd' OR o.region LIKE 'S%') AND o.kafka_offset BETWEEN 1 AND o.kafka_partition",
  interval: "o.event_date + INTERVAL '7' DAY",
}

/** Queries around an expression `{x}`. */
const SHAPES: Readonly<Record<string, string>> = {
  plain: 'SELECT {x} AS x FROM bronze.orders AS o',
  where: "SELECT {x} AS x FROM bronze.orders AS o WHERE o.op <> 'd'",
  derived: "SELECT t.x FROM (SELECT {x} AS x, o.op FROM bronze.orders AS o) AS t WHERE t.op = 'c'",
  with: 'WITH c AS (SELECT {x} AS x, o.order_id AS id FROM bronze.orders AS o) SELECT c.x, i.price FROM c JOIN bronze.order_items AS i ON i.order_id = c.id',
  distinct: 'SELECT DISTINCT {x} AS x FROM bronze.orders AS o',
  aggregate: 'SELECT o.region, COUNT(DISTINCT {x}) AS x FROM bronze.orders AS o GROUP BY o.region',
  group: 'SELECT {x} AS x, COUNT(*) AS n FROM bronze.orders AS o GROUP BY {x} HAVING MAX(o.kafka_offset) > 1',
  'group by place': 'SELECT {x} AS x, MIN(o.op) AS op FROM bronze.orders AS o GROUP BY 1 ORDER BY 1',
  filter: 'SELECT COUNT(*) FILTER (WHERE {x} IS NOT NULL) AS x, MIN(o.op) AS y FROM bronze.orders AS o',
  window:
    'SELECT o.order_id, ROW_NUMBER() OVER (PARTITION BY {x} ORDER BY o.source_ts DESC) AS x FROM bronze.orders AS o',
  'union all':
    "SELECT {x} AS x FROM bronze.orders AS o UNION ALL SELECT {x} FROM bronze.orders AS o WHERE o.region = 'SP'",
  union: 'SELECT o.order_id, {x} AS x FROM bronze.orders AS o UNION SELECT o.customer_id, {x} FROM bronze.orders AS o',
  'left join':
    "SELECT {x} AS x, p.payment_type FROM bronze.orders AS o LEFT JOIN bronze.payments AS p ON p.order_id = o.order_id AND p.op <> 'd'",
  in: 'SELECT {x} AS x FROM bronze.orders AS o WHERE o.order_id IN (SELECT p.order_id FROM bronze.payments AS p WHERE p.payment_value > 10.00)',
  exists:
    "SELECT {x} AS x FROM bronze.orders AS o WHERE NOT EXISTS (SELECT 1 FROM bronze.payments AS p WHERE p.order_id = o.order_id AND p.payment_type = 'boleto')",
  top: 'SELECT t.* FROM (SELECT {x} AS x, o.region AS y FROM bronze.orders AS o) AS t ORDER BY t.y DESC LIMIT 10',
}

const enumerated: readonly QueryCase[] = Object.entries(SHAPES).flatMap(([shape, sql]) =>
  Object.entries(EXPRESSIONS).map(([name, x]) => ({ id: `${shape}/${name}`, sql: sql.replaceAll('{x}', x) })),
)

// biome-ignore format: one row a case
const written: Readonly<Record<string, string>> = {
  'star': 'SELECT * FROM bronze.payments',
  'star of a join': 'SELECT * FROM bronze.payments AS p JOIN silver.reservations AS r ON r.order_id = p.order_id',
  'star of one of two': 'SELECT r.*, p.payment_value FROM bronze.payments AS p CROSS JOIN silver.reservations AS r',
  'star through two levels': "SELECT * FROM (SELECT * FROM (SELECT order_id, payment_value FROM bronze.payments WHERE op = 'c') AS a) AS b",
  'star of WITH': 'WITH a AS (SELECT * FROM silver.reservations), b AS (SELECT a.*, 1 AS one FROM a WHERE quantity > 1) SELECT * FROM b',
  'comma join': 'SELECT o.region, p.payment_value FROM bronze.orders AS o, bronze.payments AS p WHERE p.order_id = o.order_id',
  'three tables': 'SELECT o.region, SUM(i.price + i.freight_value) AS owed, MAX(p.payment_value) AS paid FROM bronze.orders o JOIN bronze.order_items i ON i.order_id = o.order_id LEFT JOIN bronze.payments p ON p.order_id = o.order_id GROUP BY o.region',
  'right join': 'SELECT p.payment_value, o.region FROM bronze.payments AS p RIGHT JOIN bronze.orders AS o ON o.order_id = p.order_id',
  'full join': 'SELECT COALESCE(p.order_id, s.order_id) AS order_id, p.payment_value, s.freight_amount FROM bronze.payments AS p FULL JOIN bronze.shipments AS s ON s.order_id = p.order_id',
  'join by USING': 'SELECT order_id, p.payment_value, o.region FROM bronze.orders AS o JOIN bronze.payments AS p USING (order_id)',
  'join by USING twice': 'SELECT order_id, p.payment_value, i.price FROM bronze.orders AS o JOIN bronze.payments AS p USING (order_id) LEFT JOIN bronze.order_items AS i USING (order_id)',
  'full join by USING': 'SELECT order_id, p.payment_value, s.freight_amount FROM bronze.payments AS p FULL JOIN bronze.shipments AS s USING (order_id)',
  'self join': 'SELECT a.order_id, b.payment_value FROM bronze.payments AS a JOIN bronze.payments AS b ON b.order_id = a.order_id AND b.payment_sequential > a.payment_sequential',
  'join in parentheses': 'SELECT o.region, i.price FROM bronze.orders AS o LEFT JOIN (bronze.order_items AS i JOIN bronze.payments AS p ON p.order_id = i.order_id) ON i.order_id = o.order_id',
  'condition without equality': 'SELECT l.order_id, r.sku FROM silver.finance_ledger AS l JOIN silver.reservations AS r ON r.reserved_at >= l.purchased_at AND r.reserved_at < l.purchased_at + INTERVAL \'1\' HOUR',
  'scalar subquery': "SELECT o.order_id, (SELECT MAX(p.payment_value) FROM bronze.payments AS p WHERE p.order_id = o.order_id AND p.op <> 'd') AS paid FROM bronze.orders AS o",
  'scalar subquery alone': 'SELECT p.payment_id, p.payment_value - (SELECT MIN(q.payment_value) FROM bronze.payments AS q) AS above FROM bronze.payments AS p',
  'scalar subquery in WHERE': 'SELECT p.payment_id FROM bronze.payments AS p WHERE p.payment_value > (SELECT MIN(i.price) FROM bronze.order_items AS i WHERE i.order_id = p.order_id)',
  'exists as a value': 'SELECT o.order_id, EXISTS (SELECT 1 FROM bronze.shipments AS s WHERE s.order_id = o.order_id) AS shipped FROM bronze.orders AS o',
  'in as a value': "SELECT o.order_id, o.order_id IN (SELECT s.order_id FROM bronze.shipments AS s WHERE s.type = 'delivered') AS delivered FROM bronze.orders AS o",
  'not in': "SELECT o.order_id FROM bronze.orders AS o WHERE o.region NOT IN ('SP', 'RJ')",
  'subquery in a subquery': 'SELECT o.order_id FROM bronze.orders AS o WHERE o.order_id IN (SELECT i.order_id FROM bronze.order_items AS i WHERE i.seller_id IN (SELECT j.seller_id FROM bronze.order_items AS j WHERE j.price > 100.00))',
  'correlated two levels up': 'SELECT o.order_id FROM bronze.orders AS o WHERE EXISTS (SELECT 1 FROM bronze.order_items AS i WHERE i.order_id = o.order_id AND EXISTS (SELECT 1 FROM bronze.payments AS p WHERE p.order_id = o.order_id AND p.payment_value > i.price))',
  'newest by a window': "SELECT t.order_id, t.order_status FROM (SELECT o.*, ROW_NUMBER() OVER (PARTITION BY o.order_id ORDER BY o.source_ts DESC) AS n FROM bronze.orders AS o) AS t WHERE t.n = 1 AND t.op <> 'd'",
  'running sum': 'SELECT p.order_id, SUM(p.payment_value) OVER (PARTITION BY p.order_id ORDER BY p.payment_sequential ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS so_far FROM bronze.payments AS p',
  'moving average': 'SELECT e.sku, AVG(CAST(e.quantity AS double)) OVER (PARTITION BY e.sku ORDER BY e.occurred_at ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS mean FROM bronze.inventory_events AS e',
  'lag and lead': 'SELECT e.sku, LAG(e.quantity) OVER (PARTITION BY e.sku ORDER BY e.occurred_at) AS before, LEAD(e.quantity, 2) OVER (PARTITION BY e.sku ORDER BY e.occurred_at) AS later FROM bronze.inventory_events AS e',
  'window over an aggregate': 'SELECT o.region, COUNT(*) AS n, RANK() OVER (ORDER BY COUNT(*) DESC) AS place FROM bronze.orders AS o GROUP BY o.region',
  'sum of sums': 'SELECT o.region, SUM(COUNT(*)) OVER (ORDER BY o.region) AS so_far FROM bronze.orders AS o GROUP BY o.region',
  'ntile': 'SELECT l.customer_unique_id, NTILE(5) OVER (ORDER BY MAX(l.purchased_at)) AS recency, NTILE(5) OVER (ORDER BY SUM(l.paid_amount)) AS worth FROM silver.finance_ledger AS l GROUP BY l.customer_unique_id',
  'first value': 'SELECT r.sku, FIRST_VALUE(r.status) OVER (PARTITION BY r.reservation_id ORDER BY r.changed_at) AS first_status FROM bronze.reservations AS r',
  'aggregate of a case': "SELECT e.sku, SUM(CASE WHEN e.type = 'sale' THEN -e.quantity ELSE e.quantity END) AS stock FROM bronze.inventory_events AS e GROUP BY e.sku",
  'aggregates with FILTER': "SELECT s.order_id, MIN(s.occurred_at) FILTER (WHERE s.type = 'delivered') AS delivered_at FROM bronze.shipments AS s GROUP BY s.order_id",
  'having without group': 'SELECT COUNT(*) AS n, MAX(p.payment_value) AS most FROM bronze.payments AS p HAVING COUNT(*) > 0',
  'group by an expression': "SELECT DATE_TRUNC('month', l.ledger_date) AS month, SUM(l.difference) AS difference FROM silver.finance_ledger AS l GROUP BY DATE_TRUNC('month', l.ledger_date)",
  'exact share': 'SELECT l.region, CAST(CAST(SUM(l.paid_amount) AS decimal(15, 2)) / CAST(SUM(l.ordered_amount) AS decimal(15, 2)) AS decimal(9, 4)) AS share FROM silver.finance_ledger AS l GROUP BY l.region',
  'share of doubles': 'SELECT p.order_id, CAST(p.payment_value AS double) / CAST(p.payment_installments AS double) AS part FROM bronze.payments AS p',
  'except': 'SELECT o.order_id FROM bronze.orders AS o EXCEPT SELECT p.order_id FROM bronze.payments AS p WHERE p.payment_value > 0.00',
  'intersect': 'SELECT o.order_id FROM bronze.orders AS o INTERSECT SELECT s.order_id FROM bronze.shipments AS s',
  'union of three': "SELECT order_id, 'paid' AS what FROM bronze.payments UNION ALL SELECT order_id, 'sent' FROM bronze.shipments UNION ALL SELECT order_id, 'held' FROM bronze.reservations",
  'union in a subquery': 'SELECT t.order_id, COUNT(*) AS n FROM (SELECT order_id, source_ts AS at FROM bronze.payments UNION ALL SELECT order_id, occurred_at FROM bronze.shipments) AS t WHERE t.at IS NOT NULL GROUP BY t.order_id',
  'union with order and limit': "SELECT region FROM bronze.orders UNION SELECT region FROM bronze.shipments ORDER BY region LIMIT 3",
  'parentheses around a side': '(SELECT region, order_id FROM bronze.orders ORDER BY order_id LIMIT 5) UNION ALL (SELECT region, order_id FROM bronze.payments ORDER BY order_id LIMIT 5)',
  'WITH that uses WITH': 'WITH a AS (SELECT order_id, payment_value AS v FROM bronze.payments), b AS (SELECT order_id, SUM(v) AS v FROM a GROUP BY order_id) SELECT b.order_id, b.v, a.v AS one FROM b JOIN a ON a.order_id = b.order_id',
  'WITH of another name of columns': 'WITH paid (id, amount) AS (SELECT order_id, payment_value FROM bronze.payments) SELECT p.id, p.amount FROM paid AS p WHERE p.amount > 1.00',
  'WITH inside a subquery': 'SELECT t.n FROM (WITH c AS (SELECT region AS r FROM bronze.orders) SELECT COUNT(DISTINCT c.r) AS n FROM c) AS t',
  'WITH used twice': 'WITH p AS (SELECT order_id, payment_value, payment_type FROM bronze.payments) SELECT a.order_id, a.payment_value, b.payment_value AS voucher FROM p AS a JOIN p AS b ON b.order_id = a.order_id AND b.payment_type = \'voucher\'',
  'a WITH that nobody uses': 'WITH unused AS (SELECT sku FROM bronze.reservations) SELECT region FROM bronze.orders',
  'a WITH that hides a table': 'WITH orders AS (SELECT order_id AS id FROM bronze.payments) SELECT orders.id FROM orders',
  'VALUES': "SELECT o.order_id, n.name FROM bronze.orders AS o JOIN (VALUES ('SP', 'São Paulo'), ('RJ', 'Rio')) AS n (code, name) ON n.code = o.region",
  'no FROM': 'SELECT 1 AS one, \'a\' AS text',
  'literals': "SELECT 1.50 AS price, 1e0 AS ratio, DATE '2017-10-02' AS day, TIMESTAMP '2017-10-02 10:00:00.5' AS at, TRUE AS yes, 'it''s' AS quoted FROM bronze.orders",
  'a parameter': 'SELECT o.order_id, :date AS day FROM bronze.orders AS o WHERE o.event_date = :date',
  'order by another column': 'SELECT o.order_id FROM bronze.orders AS o ORDER BY o.source_ts DESC NULLS FIRST, o.order_id LIMIT 10 OFFSET 5',
  'order by what is selected': 'SELECT o.region AS r, COUNT(*) AS n FROM bronze.orders AS o GROUP BY o.region ORDER BY n DESC, r LIMIT 3',
  'names in capitals': 'select O.REGION as Region from BRONZE.ORDERS as O'.replace('BRONZE.ORDERS', 'bronze.orders'),
  'quoted names': 'SELECT "o"."region" AS "the region" FROM bronze.orders AS "o"',
  'is distinct from': 'SELECT o.order_id, o.region IS DISTINCT FROM s.region AS moved FROM bronze.orders AS o JOIN bronze.shipments AS s ON s.order_id = o.order_id',
  'text functions': "SELECT SUBSTRING(o.customer_id, 1, 8) AS short, LENGTH(TRIM(o.region)) AS n, REPLACE(o.op, 'c', 'r') AS op, STARTS_WITH(o.region, 'S') AS south, CONCAT(o.region, o.op) AS both FROM bronze.orders AS o",
  'number functions': 'SELECT ABS(p.payment_value) AS a, ROUND(p.payment_value, 1) AS r, FLOOR(p.payment_value) AS f, CEIL(p.payment_value) AS c, p.payment_installments % 3 AS m, -p.payment_value AS n, p.payment_value * 2 AS twice, p.payment_value * p.payment_installments AS times FROM bronze.payments AS p',
  'time functions': "SELECT DATE_TRUNC('hour', p.source_ts) AS hour, DATE_DIFF('day', p.event_date, :date) AS days, p.event_date - INTERVAL '1' MONTH AS back, EXTRACT(DAY FROM p.source_ts) AS day FROM bronze.payments AS p",
  'bool aggregates': "SELECT p.order_id, BOOL_AND(p.payment_value > 0.00) AS all_paid, BOOL_OR(p.payment_type = 'voucher') AS voucher FROM bronze.payments AS p GROUP BY p.order_id",
}

/** More than a hundred queries: every expression in every shape, and what no table makes. */
export const queries: readonly QueryCase[] = [
  ...enumerated,
  ...Object.entries(written).map(([id, sql]) => ({ id, sql })),
]
