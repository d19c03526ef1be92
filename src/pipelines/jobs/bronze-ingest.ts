import { changedAt, dayOf, field, fields, firstOf, ingest, instantOf, op, position } from '../ingest/columns.ts'

const change = { op, source_ts: changedAt, ...position }
const authorizedAt = instantOf(field('authorized_at'))

/** Every captured change, and every event of stock and shipment, as a row of its bronze table. */
export default ingest({
  name: 'bronze-ingest',
  description: 'Keeps change events and domain events as rows of the bronze tables, each once.',
  routes: {
    'mysql-oltp.ecommerce.orders': {
      to: 'bronze.orders',
      from: 'change',
      columns: {
        event_date: dayOf(field('order_purchase_timestamp')),
        ...fields(
          'region',
          'order_id',
          'customer_id',
          'customer_unique_id',
          'order_status',
          'order_purchase_timestamp',
          'order_approved_at',
          'order_delivered_carrier_date',
          'order_delivered_customer_date',
          'order_estimated_delivery_date',
        ),
        ...change,
      },
    },
    'mysql-oltp.ecommerce.order_items': {
      to: 'bronze.order_items',
      from: 'change',
      columns: {
        event_date: dayOf(changedAt),
        ...fields('region', 'order_id', 'order_item_id', 'product_id', 'seller_id', 'shipping_limit_date'),
        ...fields('price', 'freight_value'),
        ...change,
      },
    },
    'postgres-oltp.public.payments': {
      to: 'bronze.payments',
      from: 'change',
      columns: {
        event_date: dayOf(firstOf(authorizedAt, changedAt)),
        ...fields('region', 'payment_id', 'order_id', 'customer_unique_id', 'payment_sequential', 'payment_type'),
        ...fields('payment_installments', 'payment_value'),
        authorized_at: authorizedAt,
        ...change,
      },
    },
    'inventory.events': {
      to: 'bronze.inventory_events',
      from: 'record',
      columns: {
        event_date: dayOf(field('occurred_at')),
        ...fields('region', 'event_id', 'sku', 'source_sku', 'warehouse_id', 'type', 'quantity', 'unit_price'),
        ...fields('currency', 'reference', 'occurred_at'),
        ...position,
      },
    },
    'inventory.reservations': {
      to: 'bronze.reservations',
      from: 'record',
      columns: {
        event_date: dayOf(field('changed_at')),
        ...fields('region', 'event_id', 'reservation_id', 'order_id', 'line', 'sku', 'warehouse_id', 'quantity'),
        ...fields('status', 'changed_at'),
        ...position,
      },
    },
    'shipment.logs': {
      to: 'bronze.shipments',
      from: 'record',
      columns: {
        event_date: dayOf(field('occurred_at')),
        ...fields('region', 'event_id', 'order_id', 'type', 'freight_amount', 'currency', 'estimated_delivery_on'),
        occurred_at: field('occurred_at'),
        ...position,
      },
    },
  },
  rejected: 'bronze.quarantine',
})
