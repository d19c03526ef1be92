import { count, job, minutes, perWindow, seconds, sum, tumbling } from '../../../../src/pipelines/index.ts'

export default job('mistaken')
  .inputs({ payment: 'payment.authorized' })
  .keyBy('customer_id')
  .window(tumbling(minutes(2), { outOfOrderness: seconds(30) }))
  .measures(({ payment }) => ({
    payments: count(payment),
    paid: sum(payment.amount),
  }))
  .outputs(({ window }) => ({
    late: perWindow().emit('fraud.late', {
      job: 'mistaken',
      topic: 'none',
      partition: 0,
      offset: 0,
      key: null,
      event_id: null,
      event_time: window.start,
      window_start: window.start,
      window_end: window.end,
      value: '{}',
    }),
  }))
