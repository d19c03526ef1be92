-- Size and worth of the customer segments on a day, by recency and frequency of their orders.
-- @output gold.marketing_segments
-- @parameter date date
-- @schedule 30 3 * * *
-- @timezone America/Sao_Paulo

WITH customers AS (
  SELECT
    l.customer_unique_id,
    MAX(l.region) AS region,
    COUNT(*) AS orders,
    SUM(l.paid_amount) AS revenue,
    DATE_DIFF('day', MIN(l.ledger_date), :date) AS days_since_first,
    DATE_DIFF('day', MAX(l.ledger_date), :date) AS days_since_last
  FROM silver.finance_ledger AS l
  WHERE l.ledger_date <= :date AND l.status <> 'cancelled'
  GROUP BY l.customer_unique_id
),
segmented AS (
  SELECT
    c.*,
    CASE
      WHEN c.days_since_first <= 30 THEN 'new'
      WHEN c.days_since_last <= 90 AND c.orders >= 2 THEN 'loyal'
      WHEN c.days_since_last <= 90 THEN 'active'
      WHEN c.days_since_last <= 180 THEN 'at_risk'
      ELSE 'lost'
    END AS segment
  FROM customers AS c
)
SELECT
  :date AS segment_date,
  s.region,
  s.segment,
  COUNT(*) AS customers,
  SUM(s.orders) AS orders,
  CAST(SUM(s.revenue) AS decimal(18, 2)) AS revenue,
  CAST(CAST(SUM(s.revenue) AS decimal(18, 2)) / CAST(SUM(s.orders) AS decimal(12, 0)) AS decimal(15, 2)) AS average_order,
  COALESCE(
    CAST(CAST(SUM(s.days_since_last) AS decimal(15, 0)) / CAST(COUNT(*) AS decimal(12, 0)) AS decimal(9, 1)), 0.0
  ) AS days_since_last_order
FROM segmented AS s
GROUP BY s.region, s.segment
HAVING COUNT(*) >= 10
