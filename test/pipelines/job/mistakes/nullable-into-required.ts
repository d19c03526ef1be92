import { count, job, minutes, perWindow, seconds, sum, tumbling } from '../../../../src/pipelines/index.ts'

export default job('mistaken')
  .inputs({ payment: 'payment.authorized' })
  .keyBy('customer_id')
  .window(tumbling(minutes(2), { outOfOrderness: seconds(30) }))
  .measures(({ payment }) => ({
    payments: count(payment),
    paid: sum(payment.amount),
  }))
  .outputs(({ window, measures }) => ({
    late: perWindow().emit('fraud.late', {
      job: window.key,
      topic: 'none',
      partition: 0,
      offset: measures.paid,
      key: null,
      event_id: null,
      event_time: window.start,
      window_start: window.start,
      window_end: window.end,
      watermark: window.end,
      value: '{}',
    }),
  }))
