-- Orders of each region on a day, by what may worry their customers.
-- @output gold.support_dashboard
-- @parameter date date
-- @schedule 30 3 * * *
-- @timezone America/Sao_Paulo
-- @dates bronze.shipments from silver.finance_ledger by order_id

WITH promised AS (
  SELECT order_id, MAX(estimated_delivery_on) AS promised_on
  FROM bronze.shipments
  GROUP BY order_id
),
orders AS (
  SELECT
    l.order_id,
    l.region,
    l.ledger_date,
    l.status,
    l.purchased_at,
    CAST(l.delivered_at AS date) AS delivered_on,
    p.promised_on,
    l.status <> 'cancelled'
      AND (l.delivered_at IS NULL OR l.delivered_at >= CAST(:date + INTERVAL '1' DAY AS timestamp)) AS is_open,
    COALESCE(CAST(l.delivered_at AS date) = :date, FALSE) AS is_delivered
  FROM silver.finance_ledger AS l
  LEFT JOIN promised AS p ON p.order_id = l.order_id
  WHERE l.ledger_date <= :date
),
counts AS (
  SELECT
    o.region,
    COUNT(*) FILTER (WHERE o.is_open) AS open_orders,
    COUNT(*) FILTER (WHERE o.ledger_date = :date) AS placed_orders,
    COUNT(*) FILTER (WHERE o.is_delivered) AS delivered_orders,
    COUNT(*) FILTER (WHERE o.is_delivered AND o.delivered_on > o.promised_on) AS late_orders,
    COUNT(*) FILTER (WHERE o.status = 'cancelled' AND o.ledger_date = :date) AS cancelled_orders,
    COUNT(*) FILTER (WHERE o.is_open AND o.status = 'underpaid') AS underpaid_orders,
    SUM(DATE_DIFF('day', o.ledger_date, o.delivered_on)) FILTER (WHERE o.is_delivered) AS delivery_days
  FROM orders AS o
  GROUP BY o.region
)
SELECT
  :date AS dashboard_date,
  c.region,
  c.open_orders,
  c.placed_orders,
  c.delivered_orders,
  c.late_orders,
  c.cancelled_orders,
  c.underpaid_orders,
  CAST(CAST(c.delivery_days AS decimal(12, 0)) / CAST(c.delivered_orders AS decimal(12, 0)) AS decimal(9, 2))
    AS average_delivery_days,
  CAST(CAST(c.late_orders AS decimal(12, 0)) / CAST(c.delivered_orders AS decimal(12, 0)) AS decimal(5, 4)) AS late_share
FROM counts AS c
