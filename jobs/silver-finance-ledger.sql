-- What every order of a day owes, what was paid for it, and the verdict.
-- @output silver.finance_ledger
-- @parameter date date
-- @schedule 0 2 * * *
-- @timezone America/Sao_Paulo
-- @dates bronze.order_items from bronze.orders by order_id
-- @dates bronze.payments with payment_id from bronze.orders by order_id
-- @dates bronze.shipments from bronze.orders by order_id

WITH newest_orders AS (
  SELECT *
  FROM (
    SELECT
      o.*,
      ROW_NUMBER() OVER (
        PARTITION BY o.order_id ORDER BY o.source_ts DESC, o.kafka_partition DESC, o.kafka_offset DESC
      ) AS newest
    FROM bronze.orders AS o
    WHERE o.event_date = :date
  ) AS changes
  WHERE changes.newest = 1 AND changes.op <> 'd'
),
newest_items AS (
  SELECT
    i.*,
    ROW_NUMBER() OVER (
      PARTITION BY i.order_id, i.order_item_id ORDER BY i.source_ts DESC, i.kafka_partition DESC, i.kafka_offset DESC
    ) AS newest
  FROM bronze.order_items AS i
),
newest_payments AS (
  SELECT
    p.*,
    ROW_NUMBER() OVER (
      PARTITION BY p.payment_id ORDER BY p.source_ts DESC, p.kafka_partition DESC, p.kafka_offset DESC
    ) AS newest
  FROM bronze.payments AS p
),
owed AS (
  SELECT order_id, COUNT(*) AS items, SUM(price) AS items_amount, SUM(freight_value) AS freight_amount
  FROM newest_items
  WHERE newest = 1 AND op <> 'd'
  GROUP BY order_id
),
paid AS (
  SELECT order_id, COUNT(*) AS payments, SUM(payment_value) AS paid_amount
  FROM newest_payments
  WHERE newest = 1 AND op <> 'd' AND authorized_at IS NOT NULL
  GROUP BY order_id
),
shipped AS (
  SELECT
    order_id,
    MIN(occurred_at) FILTER (WHERE type = 'handed_over') AS handed_over_at,
    MIN(occurred_at) FILTER (WHERE type = 'delivered') AS delivered_at
  FROM bronze.shipments
  GROUP BY order_id
),
ledger AS (
  SELECT
    o.event_date AS ledger_date,
    o.region,
    o.order_id,
    o.customer_unique_id,
    o.order_status,
    COALESCE(w.items, 0) AS items,
    CAST(COALESCE(w.items_amount, 0.00) AS decimal(15, 2)) AS items_amount,
    CAST(COALESCE(w.freight_amount, 0.00) AS decimal(15, 2)) AS freight_amount,
    COALESCE(p.payments, 0) AS payments,
    CAST(COALESCE(p.paid_amount, 0.00) AS decimal(15, 2)) AS paid_amount,
    o.order_purchase_timestamp AS purchased_at,
    o.order_approved_at AS approved_at,
    s.handed_over_at,
    s.delivered_at
  FROM newest_orders AS o
  LEFT JOIN owed AS w ON w.order_id = o.order_id
  LEFT JOIN paid AS p ON p.order_id = o.order_id
  LEFT JOIN shipped AS s ON s.order_id = o.order_id
)
SELECT
  l.ledger_date,
  l.region,
  l.order_id,
  l.customer_unique_id,
  l.order_status,
  l.items,
  l.items_amount,
  l.freight_amount,
  CAST(l.items_amount + l.freight_amount AS decimal(15, 2)) AS ordered_amount,
  l.payments,
  l.paid_amount,
  CAST(l.paid_amount - l.items_amount - l.freight_amount AS decimal(15, 2)) AS difference,
  CASE
    WHEN l.order_status IN ('canceled', 'unavailable') THEN 'cancelled'
    WHEN l.items = 0 THEN 'no_items'
    WHEN l.payments = 0 THEN 'no_payment'
    WHEN l.paid_amount = l.items_amount + l.freight_amount THEN 'matched'
    WHEN l.paid_amount > l.items_amount + l.freight_amount THEN 'overpaid'
    ELSE 'underpaid'
  END AS status,
  l.purchased_at,
  l.approved_at,
  l.handed_over_at,
  l.delivered_at
FROM ledger AS l
