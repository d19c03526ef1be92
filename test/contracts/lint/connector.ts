/** The MySQL connector of the platform's blueprint, as it was proposed. */
export const BLUEPRINT = `{
  "name": "orders-mysql-connector",
  "config": {
    "connector.class": "io.debezium.connector.mysql.MySqlConnector",
    "database.hostname": "mysql",
    "database.port": "3306",
    "database.user": "debezium",
    "database.password": "debezium",
    "database.server.id": "184054",
    "database.server.name": "mysql-oltp",
    "database.include.list": "ecommerce",
    "table.include.list": "ecommerce.orders,ecommerce.order_items",
    "database.history.kafka.bootstrap.servers": "kafka:9092",
    "database.history.kafka.topic": "schema-changes.mysql",
    "include.schema.changes": "false",
    "snapshot.mode": "when_needed",
    "tombstones.on.delete": "false",
    "heartbeat.interval.ms": "5000",
    "include.query": "false"
  }
}
`

/** A connector in which nothing is wrong, with these properties added or changed. */
export const connector = (more: Readonly<Record<string, string>> = {}): string =>
  `${JSON.stringify(
    {
      'connector.class': 'io.debezium.connector.mysql.MySqlConnector',
      'topic.prefix': 'shop',
      'table.include.list': 'ecommerce.orders',
      ...more,
    },
    null,
    2,
  )}\n`
