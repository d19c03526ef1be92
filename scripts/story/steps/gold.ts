import { LAST_DAY } from '../days.ts'
import { dq, mustEqual, type Step, type World } from '../step.ts'

export const goldSteps: readonly Step[] = [
  {
    title: 'Gold: for marketing and for support',
    tell: 'Segments of fewer than ten customers are left out: nobody is to be found in them.',
    commands: [
      dq(`run gold-marketing-segments --branch dev --date ${LAST_DAY}`),
      dq(`run gold-support-dashboard --branch dev --date ${LAST_DAY}`),
      dq(`table sample gold.marketing_segments --at dev`),
    ],
    check: goldTies,
  },
  {
    title: 'Quality: the state that would be promoted',
    tell: 'The same suites that Great Expectations reads, over the tables of the branch.',
    commands: [dq('quality run silver.finance_ledger --at dev')],
  },
]

async function goldTies({ query }: World): Promise<readonly string[]> {
  const [dashboard] = await query(
    'dev',
    'SELECT sum(placed_orders) AS placed, sum(cancelled_orders) AS cancelled FROM gold.support_dashboard',
  )
  const [ledger] = await query(
    'dev',
    `SELECT count(*) AS placed, count(*) FILTER (WHERE status = 'cancelled') AS cancelled FROM silver.finance_ledger WHERE ledger_date = DATE '${LAST_DAY}'`,
  )
  mustEqual('orders placed', dashboard?.placed, ledger?.placed)
  mustEqual('orders cancelled', dashboard?.cancelled, ledger?.cancelled)
  const [segments] = await query(
    'dev',
    'SELECT sum(revenue) AS revenue, sum(orders) AS orders FROM gold.marketing_segments',
  )
  const [large] = await query(
    'dev',
    `SELECT sum(revenue) AS revenue, sum(orders) AS orders FROM (
      SELECT region, sum(paid_amount) AS revenue, count(*) AS orders, count(DISTINCT customer_unique_id) AS customers
      FROM silver.finance_ledger WHERE status <> 'cancelled' GROUP BY region) WHERE customers >= 10`,
  )
  mustEqual('revenue of the segments', segments?.revenue, large?.revenue)
  mustEqual('orders of the segments', segments?.orders, large?.orders)
  return [
    `the dashboard's ${dashboard?.placed} orders of ${LAST_DAY} are those of the ledger`,
    `the segments' ${segments?.revenue} are what the ledger's ${segments?.orders} orders of these regions paid`,
  ]
}
