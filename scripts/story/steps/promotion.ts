import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cloneOf, makeClones } from '../clones.ts'
import { LAST_DAY } from '../days.ts'
import { type Command, dq, mustEqual, type Step, type World } from '../step.ts'

/** From dev by way of staging to production, and back. */
export function promotionSteps(folder: string): readonly Step[] {
  const as = (name: 'ana' | 'ben', line: string | readonly string[], exitCode = 0): Command => ({
    ...(typeof line === 'string' ? dq(line) : { args: line }),
    exitCode,
    ...(name === 'ben' && { by: 'Ben' }),
    env: { DQ_CONFIG: join(cloneOf(folder, name), 'dq.yaml'), GITHUB_ACTIONS: '', GITLAB_CI: '', DQ_POLICY_REF: '' },
  })
  const [plan, next, broken] = ['plan.json', 'next.json', 'broken.jsonl'].map((name) => join(folder, name))
  return [
    {
      title: 'To staging',
      tell: 'Nobody writes to staging and production but by a promotion. Ana looks first; what she sees is what would happen.',
      prepare: async () => makeClones(folder),
      commands: [as('ana', 'branch create staging'), as('ana', 'branch create prod'), as('ana', 'promote dev staging')],
    },
    {
      title: 'To production, with another pair of eyes',
      tell: 'The policy asks for somebody who did not write these tables. The approval is bound to this very plan.',
      commands: [
        as('ana', `promote staging prod --plan-out ${plan} --format github`),
        as('ana', `approve ${plan}`, 3),
        as('ben', `approve ${plan}`),
        as('ana', `promote --plan ${plan} --format github`),
      ],
      check: async (world) => [await sameRows(world, 'dev', 'prod')],
    },
    {
      title: 'A broken batch',
      tell: 'Somebody mends the ledger by hand, on dev: a row too many, paid a hundred more. Every row of it is as its contract asks, so it comes to staging; the suites see the table as production would have it.',
      prepare: (world) => brokenRow(world, broken ?? ''),
      commands: [
        as('ana', `table append silver.finance_ledger ${broken} --branch dev`),
        as('ana', 'promote dev staging --format github'),
        as('ana', 'promote staging prod --rows 2', 3),
      ],
      check: async ({ query }) => {
        const [row] = await query(
          'prod',
          'SELECT count(*) AS orders, count(DISTINCT order_id) AS different FROM silver.finance_ledger',
        )
        mustEqual('orders of production', row?.orders, row?.different)
        return [`production has ${row?.orders} orders in its ledger, each once`]
      },
    },
    {
      title: 'Mended where it came from, approved, promoted',
      tell: 'The day is made again from bronze. What production has now gets a name, in case.',
      commands: [
        as('ana', 'branch tag before-the-mend --from prod'),
        dq(`run silver-finance-ledger --branch dev --date ${LAST_DAY}`),
        as('ana', 'promote dev staging --format github'),
        as('ana', `promote staging prod --plan-out ${next}`),
        as('ben', `approve ${next}`),
        as('ana', `promote --plan ${next} --format github`),
      ],
      check: async (world) => [await sameRows(world, 'dev', 'prod')],
    },
    {
      title: 'And back',
      tell: 'Nobody liked it after all. A rollback is a promotion too: planned, judged, audited, and a new commit.',
      commands: [as('ana', 'rollback prod --to before-the-mend --rows 1'), as('ana', 'promotions log prod')],
      check: async (world) => [await sameRows(world, 'before-the-mend', 'prod')],
    },
  ]
}

/** An order that is in the ledger already, with another sum: every field is as the contract asks. */
async function brokenRow({ query }: Pick<World, 'query'>, file: string): Promise<void> {
  const day = `ledger_date = DATE '${LAST_DAY}'`
  const [row] = await query(
    'dev',
    `SELECT * REPLACE (paid_amount + 100 AS paid_amount) FROM silver.finance_ledger WHERE ${day} AND status = 'matched' ORDER BY order_id LIMIT 1`,
  )
  const known = Object.entries(row ?? {}).map(([name, value]) => [name, value === 'null' ? null : value])
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(known))}\n`)
}

async function sameRows({ query }: World, a: string, b: string): Promise<string> {
  const sums =
    'SELECT count(*) AS orders, sum(paid_amount) AS paid, sum(ordered_amount) AS ordered FROM silver.finance_ledger'
  const [one, other] = [await query(a, sums), await query(b, sums)]
  mustEqual(`the ledger of ${a} and ${b}`, JSON.stringify(one), JSON.stringify(other))
  return `${b} has the ledger of ${a}: ${other[0]?.orders} orders, ${other[0]?.paid} paid`
}
