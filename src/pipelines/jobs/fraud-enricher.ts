import { count, countDistinct, min, sum } from '../expr/aggregates/index.ts'
import { coalesce, concat, decimal, div, eq, gte, lt, millisOf, secondsBetween } from '../expr/operators/index.ts'
import { job } from '../job/builder.ts'
import { perRecord, perWindow } from '../job/builder-outputs.ts'
import { rules } from '../job/score.ts'
import { minutes, seconds, tumbling } from '../job/window.ts'

const none = decimal('0.00')

/** Scores each order by what its customer paid and did within two minutes, and keeps the customer's features current. */
export default job('fraud-enricher')
  .inputs({ order: 'order.created', payment: 'payment.authorized', cart: 'behavior.addToCart' })
  .keyBy('customer_id')
  .window(tumbling(minutes(2), { outOfOrderness: seconds(30), idle: minutes(1) }))
  .measures(({ order, payment, cart }) => ({
    orders: count(order),
    ordered: sum(order.total_amount),
    payments: count(payment),
    paid: sum(payment.amount),
    methods: countDistinct(payment.method),
    smallest_payment: min(payment.amount),
    carts: count(cart),
    first_cart: min(cart.added_at),
    first_order: min(order.created_at),
  }))
  .describe('Scores orders against payments and add-to-cart events of the same customer within two minutes.')
  .match('order_id', ({ order, payment }) => ({
    orders: count(order),
    ordered_at: min(order.created_at),
    payments: count(payment),
    paid: sum(payment.amount),
  }))
  .values(({ measures }) => ({
    paid_ratio: div(measures.paid, measures.ordered, { scale: 4, rounding: 'half-up' }),
    cart_to_order_seconds: secondsBetween(measures.first_cart, measures.first_order),
  }))
  .score(rules('./fraud-rules.yaml'))
  .late('fraud.late')
  .outputs(({ order, payment, measures, match, values, score, window }) => {
    const ofPayment = {
      customer_id: payment.customer_id,
      order_id: payment.order_id,
      payment_id: payment.payment_id,
      amount: payment.amount,
      event_time: payment.authorized_at,
      window_start: window.start,
      window_end: window.end,
    }
    return {
      alert: perRecord(order)
        .when(gte(score.value, score.threshold))
        .emit('fraud.alert', {
          alert_id: concat('fraud-alert:', order.order_id),
          order_id: order.order_id,
          customer_id: order.customer_id,
          region: order.region,
          risk_score: score.value,
          reasons: score.reasons,
          total_amount: order.total_amount,
          paid_amount: coalesce(match.paid, none),
          paid_ratio: div(match.paid, order.total_amount, { scale: 4, rounding: 'half-up' }),
          orders_in_window: measures.orders,
          payments_for_order: match.payments,
          payment_methods: measures.methods,
          carts_in_window: measures.carts,
          cart_to_order_seconds: values.cart_to_order_seconds,
          window_start: window.start,
          window_end: window.end,
          created_at: order.created_at,
        }),
      features: perWindow()
        .upsert('feature.customer', {
          customer_id: window.key,
          revision: millisOf(window.end),
          orders: measures.orders,
          ordered_amount: coalesce(measures.ordered, none),
          payments: measures.payments,
          paid_amount: coalesce(measures.paid, none),
          paid_ratio: values.paid_ratio,
          payment_methods: measures.methods,
          carts: measures.carts,
          cart_to_order_seconds: values.cart_to_order_seconds,
          window_start: window.start,
          window_end: window.end,
        })
        // A tumbling window fires once and in order, so its end grows with every newer row of a customer.
        .version(millisOf(window.end)),
      payment_without_order: perRecord(payment)
        .when(eq(match.orders, 0))
        .sideOutput('fraud.anomaly', {
          anomaly_id: concat('payment-without-order:', payment.event_id),
          kind: 'payment_without_order',
          ...ofPayment,
        }),
      payment_before_order: perRecord(payment)
        .when(lt(payment.authorized_at, match.ordered_at))
        .sideOutput('fraud.anomaly', {
          anomaly_id: concat('payment-before-order:', payment.event_id),
          kind: 'payment_before_order',
          ...ofPayment,
        }),
      negative_payment: perRecord(payment)
        .when(lt(payment.amount, 0))
        .sideOutput('fraud.anomaly', {
          anomaly_id: concat('negative-payment:', payment.event_id),
          kind: 'negative_amount',
          ...ofPayment,
        }),
      negative_order: perRecord(order)
        .when(lt(order.total_amount, 0))
        .sideOutput('fraud.anomaly', {
          anomaly_id: concat('negative-order:', order.event_id),
          kind: 'negative_amount',
          customer_id: order.customer_id,
          order_id: order.order_id,
          payment_id: null,
          amount: order.total_amount,
          event_time: order.created_at,
          window_start: window.start,
          window_end: window.end,
        }),
    }
  })
