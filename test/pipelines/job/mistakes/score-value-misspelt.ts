import { count, custom, job, minutes, perRecord, seconds, tumbling } from '../../../../src/pipelines/index.ts'

export default job('mistaken')
  .inputs({ order: 'order.created' })
  .keyBy('customer_id')
  .window(tumbling(minutes(2), { outOfOrderness: seconds(30) }))
  .measures(({ order }) => ({ orders: count(order) }))
  .score(
    custom({
      name: 'own',
      reads: ({ order, measures }) => ({ amount: order.total_amount, orders: measures.orders }),
      threshold: '0.60',
      score: ({ amount, order }) => ({ value: amount, reasons: [`${order} orders`] }),
    }),
  )
  .outputs(({ order, score, window }) => ({
    anomaly: perRecord(order).sideOutput('fraud.anomaly', {
      anomaly_id: order.event_id,
      kind: 'negative_amount',
      customer_id: order.customer_id,
      order_id: order.order_id,
      amount: score.value,
      event_time: order.created_at,
      window_start: window.start,
      window_end: window.end,
    }),
  }))
