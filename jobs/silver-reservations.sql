-- Every reservation that was made on a day, by its latest event; events that were sent again count once.
-- @output silver.reservations
-- @parameter date date
-- @schedule 0 2 * * *
-- @timezone Europe/London
-- @dates bronze.reservations from bronze.reservations by reservation_id

WITH sent AS (
  SELECT
    r.*,
    ROW_NUMBER() OVER (PARTITION BY r.event_id ORDER BY r.kafka_partition, r.kafka_offset) AS copy
  FROM bronze.reservations AS r
),
events AS (
  SELECT
    s.*,
    ROW_NUMBER() OVER (
      PARTITION BY s.reservation_id ORDER BY s.changed_at DESC, s.kafka_partition DESC, s.kafka_offset DESC
    ) AS newest
  FROM sent AS s
  WHERE s.copy = 1
),
lives AS (
  SELECT
    reservation_id,
    MIN(changed_at) FILTER (WHERE status = 'reserved') AS reserved_at,
    MAX(changed_at) FILTER (WHERE status <> 'reserved') AS ended_at,
    COUNT(*) AS events
  FROM events
  GROUP BY reservation_id
),
repeats AS (
  SELECT reservation_id, COUNT(*) AS repeats
  FROM sent
  WHERE copy > 1
  GROUP BY reservation_id
)
SELECT
  CAST(l.reserved_at AS date) AS reservation_date,
  e.region,
  e.reservation_id,
  e.order_id,
  e.line,
  e.sku,
  e.warehouse_id,
  e.quantity,
  e.status,
  l.reserved_at,
  l.ended_at,
  l.events,
  COALESCE(r.repeats, 0) AS repeats
FROM events AS e
JOIN lives AS l USING (reservation_id)
LEFT JOIN repeats AS r USING (reservation_id)
WHERE e.newest = 1
  AND l.reserved_at >= CAST(:date AS timestamp)
  AND l.reserved_at < CAST(:date + INTERVAL '1' DAY AS timestamp)
