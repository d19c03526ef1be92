-- What each warehouse had of each SKU at the end of a day, and the movements of that day.
-- @output silver.inventory_snapshot
-- @parameter date date
-- @schedule 30 2 * * *
-- @timezone Europe/London

WITH sent AS (
  SELECT
    e.*,
    ROW_NUMBER() OVER (PARTITION BY e.event_id ORDER BY e.kafka_partition, e.kafka_offset) AS copy
  FROM bronze.inventory_events AS e
  WHERE e.event_date = :date
),
-- What was there the evening before, and what moved since: a day is made from the one before it.
movements AS (
  SELECT y.warehouse_id, y.sku, y.region, 'balance' AS type, CAST(0 AS bigint) AS quantity, y.on_hand AS change
  FROM silver.inventory_snapshot AS y
  WHERE y.snapshot_date = :date - INTERVAL '1' DAY
  UNION ALL
  SELECT
    s.warehouse_id,
    s.sku,
    s.region,
    s.type,
    CAST(s.quantity AS bigint) AS quantity,
    CAST(CASE WHEN s.type = 'sale' THEN -s.quantity ELSE s.quantity END AS bigint) AS change
  FROM sent AS s
  WHERE s.copy = 1
),
stock AS (
  SELECT
    m.warehouse_id,
    m.sku,
    MAX(m.region) AS region,
    SUM(m.change) AS on_hand,
    COALESCE(SUM(m.quantity) FILTER (WHERE m.type IN ('opening', 'receipt')), 0) AS received,
    COALESCE(SUM(m.quantity) FILTER (WHERE m.type = 'sale'), 0) AS sold,
    COALESCE(SUM(m.quantity) FILTER (WHERE m.type = 'return'), 0) AS returned,
    COALESCE(SUM(m.quantity) FILTER (WHERE m.type = 'adjustment'), 0) AS adjusted,
    COUNT(*) FILTER (WHERE m.type <> 'balance') AS movements
  FROM movements AS m
  GROUP BY m.warehouse_id, m.sku
),
held AS (
  SELECT r.warehouse_id, r.sku, SUM(r.quantity) AS reserved
  FROM silver.reservations AS r
  WHERE r.reservation_date <= :date
    AND (r.ended_at IS NULL OR r.ended_at >= CAST(:date + INTERVAL '1' DAY AS timestamp))
  GROUP BY r.warehouse_id, r.sku
)
SELECT
  :date AS snapshot_date,
  s.region,
  s.sku,
  s.warehouse_id,
  s.on_hand,
  COALESCE(h.reserved, 0) AS reserved,
  s.on_hand - COALESCE(h.reserved, 0) AS available,
  s.received,
  s.sold,
  s.returned,
  s.adjusted,
  s.movements
FROM stock AS s
LEFT JOIN held AS h ON h.warehouse_id = s.warehouse_id AND h.sku = s.sku
