import { coalesce, count, decimal, hours, job, minutes, perWindow, sum, tumbling } from '@dq-toolkit/dq/pipelines'

/** How much each customer pays, hour by hour. */
export default job('customer-spend')
  .inputs({ payment: 'payment.received' })
  .keyBy('customer_id')
  .window(tumbling(hours(1), { outOfOrderness: minutes(1) }))
  .measures(({ payment }) => ({
    payments: count(payment),
    spent: sum(payment.amount),
  }))
  .describe('Adds up the payments of each customer, hour by hour.')
  .outputs(({ measures, window }) => ({
    spend: perWindow().emit('customer.spend', {
      customer_id: window.key,
      payments: measures.payments,
      spent: coalesce(measures.spent, decimal('0.00')),
      window_start: window.start,
      window_end: window.end,
    }),
  }))
