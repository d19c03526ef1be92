-- Job fraud-enricher as Flink SQL (2.3, streaming), printed from its declaration: change the job, not this text.
-- Scores orders against payments and add-to-cart events of the same customer within two minutes.
-- Not claimed:
-- - Late records: Flink drops them and writes none to fraud.late; what is late depends on the scheduling of its sources, and its watermark is one per topic, not per partition.
-- - Dead letters: records are not checked against their contracts; a line that is no JSON fails the run.
-- - Overflow: a decimal that does not fit becomes NULL, a sum of integers wraps around.
-- - Order: rows come in any order; positions and arrival times are not written.
-- - Strings are compared by UTF-16 code unit when they are ordered: it differs from code points beyond U+FFFF.
-- - NaN compares as in IEEE 754 (neither less nor greater than anything), not as the greatest number.
-- - Wire format of outputs: JSON. The avro-confluent format of Flink 2.3 cannot write timestamps in microseconds.

-- Name of the run
SET 'pipeline.name' = 'fraud-enricher';

-- Both modes give the same rows on input that is in time
SET 'execution.runtime-mode' = 'streaming';

-- Windows and texts of timestamps are UTC
SET 'table.local-time-zone' = 'UTC';

-- What several outputs need is computed once
SET 'table.optimizer.reuse-optimize-block-with-digest-enabled' = 'true';

-- Input "order"
CREATE TEMPORARY TABLE `order.created` (
  `event_id` STRING NOT NULL,
  `order_id` STRING NOT NULL,
  `customer_id` STRING NOT NULL,
  `region` STRING NOT NULL,
  `item_count` INT NOT NULL,
  `total_amount` DECIMAL(12, 2) NOT NULL,
  `currency` STRING NOT NULL,
  `created_at` BIGINT NOT NULL,
  `dq-partition` INT METADATA FROM 'partition' VIRTUAL,
  `dq-offset` BIGINT METADATA FROM 'offset' VIRTUAL,
  `dq-rt` AS CAST(TO_TIMESTAMP_LTZ(`created_at`, 6) AS TIMESTAMP_LTZ(3)),
  WATERMARK FOR `dq-rt` AS `dq-rt` - INTERVAL '30' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'order.created',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.group.id' = 'fraud-enricher',
  'scan.startup.mode' = 'earliest-offset',
  'scan.watermark.idle-timeout' = '60000 ms',
  'value.format' = 'avro-confluent',
  'value.avro-confluent.url' = 'http://localhost:8081',
  'value.avro-confluent.schema' = '{"type":"record","name":"shop.events.OrderCreated","fields":[{"name":"event_id","type":"string"},{"name":"order_id","type":"string"},{"name":"customer_id","type":"string"},{"name":"region","type":"string"},{"name":"item_count","type":"int"},{"name":"total_amount","type":{"type":"bytes","logicalType":"decimal","precision":12,"scale":2}},{"name":"currency","type":"string"},{"name":"created_at","type":"long"}]}'
);

-- Input "payment"
CREATE TEMPORARY TABLE `payment.authorized` (
  `event_id` STRING NOT NULL,
  `payment_id` STRING NOT NULL,
  `order_id` STRING NOT NULL,
  `customer_id` STRING NOT NULL,
  `method` STRING NOT NULL,
  `installments` INT NOT NULL,
  `amount` DECIMAL(12, 2) NOT NULL,
  `authorized_at` BIGINT NOT NULL,
  `dq-partition` INT METADATA FROM 'partition' VIRTUAL,
  `dq-offset` BIGINT METADATA FROM 'offset' VIRTUAL,
  `dq-rt` AS CAST(TO_TIMESTAMP_LTZ(`authorized_at`, 6) AS TIMESTAMP_LTZ(3)),
  WATERMARK FOR `dq-rt` AS `dq-rt` - INTERVAL '30' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'payment.authorized',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.group.id' = 'fraud-enricher',
  'scan.startup.mode' = 'earliest-offset',
  'scan.watermark.idle-timeout' = '60000 ms',
  'value.format' = 'avro-confluent',
  'value.avro-confluent.url' = 'http://localhost:8081',
  'value.avro-confluent.schema' = '{"type":"record","name":"shop.events.PaymentAuthorized","fields":[{"name":"event_id","type":"string"},{"name":"payment_id","type":"string"},{"name":"order_id","type":"string"},{"name":"customer_id","type":"string"},{"name":"method","type":{"type":"enum","name":"shop.events.PaymentMethod","symbols":["credit_card","boleto","voucher","debit_card","not_defined"]}},{"name":"installments","type":"int"},{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":12,"scale":2}},{"name":"authorized_at","type":"long"}]}'
);

-- Input "cart"
CREATE TEMPORARY TABLE `behavior.addToCart` (
  `event_id` STRING NOT NULL,
  `customer_id` STRING NOT NULL,
  `session_id` BIGINT NOT NULL,
  `product_id` BIGINT NOT NULL,
  `added_at` BIGINT NOT NULL,
  `dq-partition` INT METADATA FROM 'partition' VIRTUAL,
  `dq-offset` BIGINT METADATA FROM 'offset' VIRTUAL,
  `dq-rt` AS CAST(TO_TIMESTAMP_LTZ(`added_at`, 6) AS TIMESTAMP_LTZ(3)),
  WATERMARK FOR `dq-rt` AS `dq-rt` - INTERVAL '30' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'behavior.addToCart',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.group.id' = 'fraud-enricher',
  'scan.startup.mode' = 'earliest-offset',
  'scan.watermark.idle-timeout' = '60000 ms',
  'value.format' = 'avro-confluent',
  'value.avro-confluent.url' = 'http://localhost:8081',
  'value.avro-confluent.schema' = '{"type":"record","name":"shop.events.CartItemAdded","fields":[{"name":"event_id","type":"string"},{"name":"customer_id","type":"string"},{"name":"session_id","type":"long"},{"name":"product_id","type":"long"},{"name":"added_at","type":"long"}]}'
);

-- All inputs in one relation; the columns of the other inputs are null
CREATE TEMPORARY VIEW `dq.events` AS
SELECT
  'order' AS `input`,
  `dq-partition` AS `partition`,
  `dq-offset` AS `offset`,
  `dq-rt` AS `rt`,
  `customer_id` AS `key`,
  `event_id` AS `event_id`,
  `order_id` AS `match_by`,
  `event_id` AS `order.event_id`,
  `order_id` AS `order.order_id`,
  `customer_id` AS `order.customer_id`,
  `region` AS `order.region`,
  `total_amount` AS `order.total_amount`,
  TO_TIMESTAMP_LTZ(`created_at`, 6) AS `order.created_at`,
  CAST(NULL AS STRING) AS `payment.event_id`,
  CAST(NULL AS STRING) AS `payment.payment_id`,
  CAST(NULL AS STRING) AS `payment.order_id`,
  CAST(NULL AS STRING) AS `payment.customer_id`,
  CAST(NULL AS STRING) AS `payment.method`,
  CAST(NULL AS DECIMAL(12, 2)) AS `payment.amount`,
  CAST(NULL AS TIMESTAMP_LTZ(6)) AS `payment.authorized_at`,
  CAST(NULL AS STRING) AS `cart.event_id`,
  CAST(NULL AS STRING) AS `cart.customer_id`,
  CAST(NULL AS TIMESTAMP_LTZ(6)) AS `cart.added_at`
FROM `order.created`
UNION ALL
SELECT
  'payment' AS `input`,
  `dq-partition` AS `partition`,
  `dq-offset` AS `offset`,
  `dq-rt` AS `rt`,
  `customer_id` AS `key`,
  `event_id` AS `event_id`,
  `order_id` AS `match_by`,
  CAST(NULL AS STRING) AS `order.event_id`,
  CAST(NULL AS STRING) AS `order.order_id`,
  CAST(NULL AS STRING) AS `order.customer_id`,
  CAST(NULL AS STRING) AS `order.region`,
  CAST(NULL AS DECIMAL(12, 2)) AS `order.total_amount`,
  CAST(NULL AS TIMESTAMP_LTZ(6)) AS `order.created_at`,
  `event_id` AS `payment.event_id`,
  `payment_id` AS `payment.payment_id`,
  `order_id` AS `payment.order_id`,
  `customer_id` AS `payment.customer_id`,
  `method` AS `payment.method`,
  `amount` AS `payment.amount`,
  TO_TIMESTAMP_LTZ(`authorized_at`, 6) AS `payment.authorized_at`,
  CAST(NULL AS STRING) AS `cart.event_id`,
  CAST(NULL AS STRING) AS `cart.customer_id`,
  CAST(NULL AS TIMESTAMP_LTZ(6)) AS `cart.added_at`
FROM `payment.authorized`
UNION ALL
SELECT
  'cart' AS `input`,
  `dq-partition` AS `partition`,
  `dq-offset` AS `offset`,
  `dq-rt` AS `rt`,
  `customer_id` AS `key`,
  `event_id` AS `event_id`,
  CAST(NULL AS STRING) AS `match_by`,
  CAST(NULL AS STRING) AS `order.event_id`,
  CAST(NULL AS STRING) AS `order.order_id`,
  CAST(NULL AS STRING) AS `order.customer_id`,
  CAST(NULL AS STRING) AS `order.region`,
  CAST(NULL AS DECIMAL(12, 2)) AS `order.total_amount`,
  CAST(NULL AS TIMESTAMP_LTZ(6)) AS `order.created_at`,
  CAST(NULL AS STRING) AS `payment.event_id`,
  CAST(NULL AS STRING) AS `payment.payment_id`,
  CAST(NULL AS STRING) AS `payment.order_id`,
  CAST(NULL AS STRING) AS `payment.customer_id`,
  CAST(NULL AS STRING) AS `payment.method`,
  CAST(NULL AS DECIMAL(12, 2)) AS `payment.amount`,
  CAST(NULL AS TIMESTAMP_LTZ(6)) AS `payment.authorized_at`,
  `event_id` AS `cart.event_id`,
  `customer_id` AS `cart.customer_id`,
  TO_TIMESTAMP_LTZ(`added_at`, 6) AS `cart.added_at`
FROM `behavior.addToCart`;

-- Windows, without duplicates: of the copies of an event in a window the first to arrive stays
CREATE TEMPORARY VIEW `dq.records` AS
SELECT * FROM (
  SELECT *, ROW_NUMBER() OVER (
    PARTITION BY `window_start`, `window_end`, `input`, `key`, `event_id`
    ORDER BY `partition`, `offset`
  ) AS `copy`
  FROM TABLE(TUMBLE(TABLE `dq.events`, DESCRIPTOR(`rt`), INTERVAL '2' MINUTE))
) WHERE `copy` = 1;

-- Measures of each key and window
CREATE TEMPORARY VIEW `dq.measures` AS
SELECT
  `key`,
  `window_start`,
  `window_end`,
  COUNT(*) FILTER (WHERE `input` = 'order') AS `measures.orders`,
  CAST(SUM(`order.total_amount`) FILTER (WHERE `input` = 'order') AS DECIMAL(15, 2)) AS `measures.ordered`,
  COUNT(*) FILTER (WHERE `input` = 'payment') AS `measures.payments`,
  CAST(SUM(`payment.amount`) FILTER (WHERE `input` = 'payment') AS DECIMAL(15, 2)) AS `measures.paid`,
  COUNT(DISTINCT `payment.method`) FILTER (WHERE `input` = 'payment') AS `measures.methods`,
  MIN(`payment.amount`) FILTER (WHERE `input` = 'payment') AS `measures.smallest_payment`,
  COUNT(*) FILTER (WHERE `input` = 'cart') AS `measures.carts`,
  MIN(`cart.added_at`) FILTER (WHERE `input` = 'cart') AS `measures.first_cart`,
  MIN(`order.created_at`) FILTER (WHERE `input` = 'order') AS `measures.first_order`
FROM `dq.records`
GROUP BY `key`, `window_start`, `window_end`;

-- Named values of each key and window
CREATE TEMPORARY VIEW `dq.windows` AS
SELECT
  *,
  CAST(CAST(`measures.paid` AS DECIMAL(17, 4)) / NULLIF(`measures.ordered`, CAST(0 AS DECIMAL(15, 2))) AS DECIMAL(15, 4)) AS `values.paid_ratio`,
  CAST(FLOOR(CAST((EXTRACT(EPOCH FROM `measures.first_order`) * 1000000 + EXTRACT(MICROSECOND FROM `measures.first_order`)) - (EXTRACT(EPOCH FROM `measures.first_cart`) * 1000000 + EXTRACT(MICROSECOND FROM `measures.first_cart`)) AS DECIMAL(19, 0)) / 1000000) AS BIGINT) AS `values.cart_to_order_seconds`
FROM `dq.measures`;

-- Measures of the records of a key and window that share order_id
CREATE TEMPORARY VIEW `dq.matches` AS
SELECT
  `key`,
  `match_by`,
  `window_start`,
  `window_end`,
  COUNT(*) FILTER (WHERE `input` = 'order') AS `match.orders`,
  MIN(`order.created_at`) FILTER (WHERE `input` = 'order') AS `match.ordered_at`,
  COUNT(*) FILTER (WHERE `input` = 'payment') AS `match.payments`,
  CAST(SUM(`payment.amount`) FILTER (WHERE `input` = 'payment') AS DECIMAL(15, 2)) AS `match.paid`
FROM `dq.records`
WHERE `match_by` IS NOT NULL
GROUP BY `key`, `match_by`, `window_start`, `window_end`;

-- Records of "order", with what their outputs use of the window and of the match
CREATE TEMPORARY VIEW `dq.order` AS
SELECT
  r.`key`,
  r.`window_start`,
  r.`window_end`,
  r.`order.event_id`,
  r.`order.order_id`,
  r.`order.customer_id`,
  r.`order.region`,
  r.`order.total_amount`,
  r.`order.created_at`,
  w.`measures.orders`,
  w.`measures.methods`,
  w.`measures.carts`,
  w.`values.cart_to_order_seconds`,
  w.`measures.smallest_payment`,
  m.`match.payments`,
  m.`match.paid`
FROM `dq.records` AS r
JOIN `dq.windows` AS w
  ON r.`key` = w.`key`
  AND r.`window_start` = w.`window_start`
  AND r.`window_end` = w.`window_end`
JOIN `dq.matches` AS m
  ON r.`key` = m.`key`
  AND r.`window_start` = m.`window_start`
  AND r.`window_end` = m.`window_end`
  AND r.`match_by` = m.`match_by`
WHERE r.`input` = 'order';

-- Rules: which of them fire for records of "order"
CREATE TEMPORARY VIEW `dq.order.rules` AS
SELECT
  *,
  ((`match.payments` > CAST(0 AS BIGINT)) AND (`match.paid` < CAST(`order.total_amount` AS DECIMAL(15, 2)))) AS `rule:underpaid`,
  ((`match.payments` > CAST(0 AS BIGINT)) AND (`match.paid` > CAST(`order.total_amount` AS DECIMAL(15, 2)))) AS `rule:overpaid`,
  ((`match.payments` = CAST(0 AS BIGINT)) AND (`order.total_amount` >= CAST(CAST(100.00 AS DECIMAL(5, 2)) AS DECIMAL(12, 2)))) AS `rule:unpaid-high-value`,
  (`measures.orders` >= CAST(3 AS BIGINT)) AS `rule:many-orders`,
  (`measures.methods` >= CAST(3 AS BIGINT)) AS `rule:many-methods`,
  (`match.payments` >= CAST(4 AS BIGINT)) AS `rule:split-payment`,
  ((`measures.carts` = CAST(0 AS BIGINT)) AND (`order.total_amount` >= CAST(CAST(100.00 AS DECIMAL(5, 2)) AS DECIMAL(12, 2)))) AS `rule:no-cart`,
  (`values.cart_to_order_seconds` BETWEEN CAST(0 AS BIGINT) AND CAST(4 AS BIGINT)) AS `rule:rapid-checkout`,
  (`measures.carts` >= CAST(10 AS BIGINT)) AS `rule:cart-burst`,
  ((`order.total_amount` < CAST(CAST(0.00 AS DECIMAL(2, 2)) AS DECIMAL(12, 2))) OR (`measures.smallest_payment` < CAST(CAST(0.00 AS DECIMAL(2, 2)) AS DECIMAL(12, 2)))) AS `rule:negative-amount`
FROM `dq.order`;

-- Named values and score of records of "order"
CREATE TEMPORARY VIEW `dq.order.scored` AS
SELECT
  *,
  LEAST(CAST(CAST(1.00 AS DECIMAL(3, 2)) AS DECIMAL(6, 2)), CAST(CAST(CAST(CAST((CASE WHEN `rule:underpaid` THEN CAST(0.40 AS DECIMAL(2, 2)) ELSE CAST(0.00 AS DECIMAL(2, 2)) END) + (CASE WHEN `rule:overpaid` THEN CAST(0.25 AS DECIMAL(2, 2)) ELSE CAST(0.00 AS DECIMAL(2, 2)) END) AS DECIMAL(3, 2)) + (CASE WHEN `rule:unpaid-high-value` THEN CAST(0.30 AS DECIMAL(2, 2)) ELSE CAST(0.00 AS DECIMAL(2, 2)) END) AS DECIMAL(4, 2)) + CAST((CASE WHEN `rule:many-orders` THEN CAST(0.45 AS DECIMAL(2, 2)) ELSE CAST(0.00 AS DECIMAL(2, 2)) END) + (CASE WHEN `rule:many-methods` THEN CAST(0.35 AS DECIMAL(2, 2)) ELSE CAST(0.00 AS DECIMAL(2, 2)) END) AS DECIMAL(3, 2)) AS DECIMAL(5, 2)) + CAST(CAST(CAST((CASE WHEN `rule:split-payment` THEN CAST(0.30 AS DECIMAL(2, 2)) ELSE CAST(0.00 AS DECIMAL(2, 2)) END) + (CASE WHEN `rule:no-cart` THEN CAST(0.30 AS DECIMAL(2, 2)) ELSE CAST(0.00 AS DECIMAL(2, 2)) END) AS DECIMAL(3, 2)) + (CASE WHEN `rule:rapid-checkout` THEN CAST(0.35 AS DECIMAL(2, 2)) ELSE CAST(0.00 AS DECIMAL(2, 2)) END) AS DECIMAL(4, 2)) + CAST((CASE WHEN `rule:cart-burst` THEN CAST(0.30 AS DECIMAL(2, 2)) ELSE CAST(0.00 AS DECIMAL(2, 2)) END) + (CASE WHEN `rule:negative-amount` THEN CAST(0.70 AS DECIMAL(2, 2)) ELSE CAST(0.00 AS DECIMAL(2, 2)) END) AS DECIMAL(3, 2)) AS DECIMAL(5, 2)) AS DECIMAL(6, 2))) AS `score.value`,
  ARRAY_REMOVE(ARRAY[CAST((CASE WHEN `rule:underpaid` THEN 'underpaid' ELSE CAST(NULL AS STRING) END) AS STRING), CAST((CASE WHEN `rule:overpaid` THEN 'overpaid' ELSE CAST(NULL AS STRING) END) AS STRING), CAST((CASE WHEN `rule:unpaid-high-value` THEN 'unpaid-high-value' ELSE CAST(NULL AS STRING) END) AS STRING), CAST((CASE WHEN `rule:many-orders` THEN 'many-orders' ELSE CAST(NULL AS STRING) END) AS STRING), CAST((CASE WHEN `rule:many-methods` THEN 'many-methods' ELSE CAST(NULL AS STRING) END) AS STRING), CAST((CASE WHEN `rule:split-payment` THEN 'split-payment' ELSE CAST(NULL AS STRING) END) AS STRING), CAST((CASE WHEN `rule:no-cart` THEN 'no-cart' ELSE CAST(NULL AS STRING) END) AS STRING), CAST((CASE WHEN `rule:rapid-checkout` THEN 'rapid-checkout' ELSE CAST(NULL AS STRING) END) AS STRING), CAST((CASE WHEN `rule:cart-burst` THEN 'cart-burst' ELSE CAST(NULL AS STRING) END) AS STRING), CAST((CASE WHEN `rule:negative-amount` THEN 'negative-amount' ELSE CAST(NULL AS STRING) END) AS STRING)], CAST(NULL AS STRING)) AS `score.reasons`
FROM `dq.order.rules`;

-- Records of "payment", with what their outputs use of the window and of the match
CREATE TEMPORARY VIEW `dq.payment` AS
SELECT
  r.`key`,
  r.`window_start`,
  r.`window_end`,
  r.`payment.event_id`,
  r.`payment.payment_id`,
  r.`payment.order_id`,
  r.`payment.customer_id`,
  r.`payment.method`,
  r.`payment.amount`,
  r.`payment.authorized_at`,
  m.`match.orders`,
  m.`match.ordered_at`
FROM `dq.records` AS r
JOIN `dq.matches` AS m
  ON r.`key` = m.`key`
  AND r.`window_start` = m.`window_start`
  AND r.`window_end` = m.`window_end`
  AND r.`match_by` = m.`match_by`
WHERE r.`input` = 'payment';

-- Output "alert"
CREATE TEMPORARY TABLE `fraud.alert` (
  `dq-key` STRING,
  `alert_id` STRING,
  `order_id` STRING,
  `customer_id` STRING,
  `region` STRING,
  `risk_score` STRING,
  `reasons` ARRAY<STRING>,
  `total_amount` STRING,
  `paid_amount` STRING,
  `paid_ratio` STRING,
  `orders_in_window` BIGINT,
  `payments_for_order` BIGINT,
  `payment_methods` BIGINT,
  `carts_in_window` BIGINT,
  `cart_to_order_seconds` BIGINT,
  `window_start` STRING,
  `window_end` STRING,
  `created_at` STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'fraud.alert',
  'properties.bootstrap.servers' = 'localhost:9092',
  'key.format' = 'raw',
  'key.fields' = 'dq-key',
  'value.format' = 'json',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Output "features"
CREATE TEMPORARY TABLE `feature.customer` (
  `dq-key` STRING,
  `customer_id` STRING,
  `revision` BIGINT,
  `orders` BIGINT,
  `ordered_amount` STRING,
  `payments` BIGINT,
  `paid_amount` STRING,
  `paid_ratio` STRING,
  `payment_methods` BIGINT,
  `carts` BIGINT,
  `cart_to_order_seconds` BIGINT,
  `window_start` STRING,
  `window_end` STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'feature.customer',
  'properties.bootstrap.servers' = 'localhost:9092',
  'key.format' = 'raw',
  'key.fields' = 'dq-key',
  'value.format' = 'json',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Output "payment_without_order", "payment_before_order", "negative_payment", "negative_order"
CREATE TEMPORARY TABLE `fraud.anomaly` (
  `dq-key` STRING,
  `anomaly_id` STRING,
  `kind` STRING,
  `customer_id` STRING,
  `order_id` STRING,
  `payment_id` STRING,
  `amount` STRING,
  `event_time` STRING,
  `window_start` STRING,
  `window_end` STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'fraud.anomaly',
  'properties.bootstrap.servers' = 'localhost:9092',
  'key.format' = 'raw',
  'key.fields' = 'dq-key',
  'value.format' = 'json',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- All outputs, in one run
EXECUTE STATEMENT SET BEGIN
-- Output "alert": for each record of "order"
INSERT INTO `fraud.alert`
SELECT
  CAST(`order.customer_id` AS STRING) AS `dq-key`,
  ('fraud-alert:' || `order.order_id`) AS `alert_id`,
  `order.order_id` AS `order_id`,
  `order.customer_id` AS `customer_id`,
  `order.region` AS `region`,
  CAST(CAST(`score.value` AS DECIMAL(5, 2)) AS STRING) AS `risk_score`,
  `score.reasons` AS `reasons`,
  CAST(`order.total_amount` AS STRING) AS `total_amount`,
  CAST(COALESCE(`match.paid`, CAST(CAST(0.00 AS DECIMAL(2, 2)) AS DECIMAL(15, 2))) AS STRING) AS `paid_amount`,
  CAST(CAST(CAST(`match.paid` AS DECIMAL(17, 4)) / NULLIF(`order.total_amount`, CAST(0 AS DECIMAL(12, 2))) AS DECIMAL(15, 4)) AS STRING) AS `paid_ratio`,
  `measures.orders` AS `orders_in_window`,
  `match.payments` AS `payments_for_order`,
  `measures.methods` AS `payment_methods`,
  `measures.carts` AS `carts_in_window`,
  `values.cart_to_order_seconds` AS `cart_to_order_seconds`,
  DATE_FORMAT(CAST(`window_start` AS TIMESTAMP_LTZ(6)), 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''') AS `window_start`,
  DATE_FORMAT(CAST(`window_end` AS TIMESTAMP_LTZ(6)), 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''') AS `window_end`,
  DATE_FORMAT(`order.created_at`, 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''') AS `created_at`
FROM `dq.order.scored`
WHERE (`score.value` >= CAST((CAST(0.60 AS DECIMAL(2, 2))) AS DECIMAL(6, 2)));
-- Output "features": once a window
INSERT INTO `feature.customer`
SELECT
  CAST(`key` AS STRING) AS `dq-key`,
  `key` AS `customer_id`,
  (EXTRACT(EPOCH FROM CAST(`window_end` AS TIMESTAMP_LTZ(6))) * 1000 + EXTRACT(MILLISECOND FROM CAST(`window_end` AS TIMESTAMP_LTZ(6)))) AS `revision`,
  `measures.orders` AS `orders`,
  CAST(COALESCE(`measures.ordered`, CAST(CAST(0.00 AS DECIMAL(2, 2)) AS DECIMAL(15, 2))) AS STRING) AS `ordered_amount`,
  `measures.payments` AS `payments`,
  CAST(COALESCE(`measures.paid`, CAST(CAST(0.00 AS DECIMAL(2, 2)) AS DECIMAL(15, 2))) AS STRING) AS `paid_amount`,
  CAST(`values.paid_ratio` AS STRING) AS `paid_ratio`,
  `measures.methods` AS `payment_methods`,
  `measures.carts` AS `carts`,
  `values.cart_to_order_seconds` AS `cart_to_order_seconds`,
  DATE_FORMAT(CAST(`window_start` AS TIMESTAMP_LTZ(6)), 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''') AS `window_start`,
  DATE_FORMAT(CAST(`window_end` AS TIMESTAMP_LTZ(6)), 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''') AS `window_end`
FROM `dq.windows`;
-- Output "payment_without_order": for each record of "payment"
INSERT INTO `fraud.anomaly`
SELECT
  CAST(`payment.customer_id` AS STRING) AS `dq-key`,
  ('payment-without-order:' || `payment.event_id`) AS `anomaly_id`,
  'payment_without_order' AS `kind`,
  `payment.customer_id` AS `customer_id`,
  `payment.order_id` AS `order_id`,
  `payment.payment_id` AS `payment_id`,
  CAST(`payment.amount` AS STRING) AS `amount`,
  DATE_FORMAT(`payment.authorized_at`, 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''') AS `event_time`,
  DATE_FORMAT(CAST(`window_start` AS TIMESTAMP_LTZ(6)), 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''') AS `window_start`,
  DATE_FORMAT(CAST(`window_end` AS TIMESTAMP_LTZ(6)), 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''') AS `window_end`
FROM `dq.payment`
WHERE (`match.orders` = CAST(0 AS BIGINT));
-- Output "payment_before_order": for each record of "payment"
INSERT INTO `fraud.anomaly`
SELECT
  CAST(`payment.customer_id` AS STRING) AS `dq-key`,
  ('payment-before-order:' || `payment.event_id`) AS `anomaly_id`,
  'payment_before_order' AS `kind`,
  `payment.customer_id` AS `customer_id`,
  `payment.order_id` AS `order_id`,
  `payment.payment_id` AS `payment_id`,
  CAST(`payment.amount` AS STRING) AS `amount`,
  DATE_FORMAT(`payment.authorized_at`, 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''') AS `event_time`,
  DATE_FORMAT(CAST(`window_start` AS TIMESTAMP_LTZ(6)), 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''') AS `window_start`,
  DATE_FORMAT(CAST(`window_end` AS TIMESTAMP_LTZ(6)), 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''') AS `window_end`
FROM `dq.payment`
WHERE (`payment.authorized_at` < `match.ordered_at`);
-- Output "negative_payment": for each record of "payment"
INSERT INTO `fraud.anomaly`
SELECT
  CAST(`payment.customer_id` AS STRING) AS `dq-key`,
  ('negative-payment:' || `payment.event_id`) AS `anomaly_id`,
  'negative_amount' AS `kind`,
  `payment.customer_id` AS `customer_id`,
  `payment.order_id` AS `order_id`,
  `payment.payment_id` AS `payment_id`,
  CAST(`payment.amount` AS STRING) AS `amount`,
  DATE_FORMAT(`payment.authorized_at`, 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''') AS `event_time`,
  DATE_FORMAT(CAST(`window_start` AS TIMESTAMP_LTZ(6)), 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''') AS `window_start`,
  DATE_FORMAT(CAST(`window_end` AS TIMESTAMP_LTZ(6)), 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''') AS `window_end`
FROM `dq.payment`
WHERE (`payment.amount` < CAST(0 AS DECIMAL(12, 2)));
-- Output "negative_order": for each record of "order"
INSERT INTO `fraud.anomaly`
SELECT
  CAST(`order.customer_id` AS STRING) AS `dq-key`,
  ('negative-order:' || `order.event_id`) AS `anomaly_id`,
  'negative_amount' AS `kind`,
  `order.customer_id` AS `customer_id`,
  `order.order_id` AS `order_id`,
  CAST(NULL AS STRING) AS `payment_id`,
  CAST(`order.total_amount` AS STRING) AS `amount`,
  DATE_FORMAT(`order.created_at`, 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''') AS `event_time`,
  DATE_FORMAT(CAST(`window_start` AS TIMESTAMP_LTZ(6)), 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''') AS `window_start`,
  DATE_FORMAT(CAST(`window_end` AS TIMESTAMP_LTZ(6)), 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''') AS `window_end`
FROM `dq.order.scored`
WHERE (`order.total_amount` < CAST(0 AS DECIMAL(12, 2)));
END;
