import { expect, test } from 'vitest'
import { analysed } from './read.ts'

/** Edges of a query as `column ← kind field`, contract names left out. */
const edges = (sql: string): readonly string[] => {
  const { columns, rows } = analysed(sql).output
  const text = (name: string, { kind, field }: { kind: string; field: string }) => `${name} ← ${kind} ${field}`
  return [
    ...columns.flatMap(({ name, origins }) => origins.map((origin) => text(name, origin))),
    ...rows.map((origin) => text('*', origin)),
  ]
}

// biome-ignore format: one row a case
const cases: [sql: string, edges: string[]][] = [
  ["SELECT CASE WHEN op = 'd' THEN region ELSE order_id END AS x FROM bronze.orders",          ['x ← condition op', 'x ← value region', 'x ← value order_id']],
  ['SELECT NULLIF(region, op) AS x FROM bronze.orders',                                         ['x ← value region', 'x ← condition op']],
  ["SELECT region FROM bronze.orders WHERE op <> 'd'",                                          ['region ← value region', '* ← filter op']],
  ['SELECT region, COUNT(*) AS n FROM bronze.orders GROUP BY region HAVING MAX(op) > \'c\'',    ['region ← value region', '* ← group region', '* ← filter op']],
  ["SELECT SUM(price) FILTER (WHERE op = 'c') AS x FROM bronze.order_items",                    ['x ← value price', 'x ← filter op']],
  ['SELECT LAG(op) OVER (PARTITION BY order_id ORDER BY source_ts) AS x FROM bronze.orders',    ['x ← value op', 'x ← key order_id', 'x ← order source_ts']],
  ['SELECT o.region, p.op FROM bronze.orders o JOIN bronze.payments p ON p.order_id = o.order_id AND p.payment_value > 1.00', ['region ← value region', 'op ← value op', '* ← join order_id', '* ← join order_id', '* ← join payment_value']],
  ['SELECT DISTINCT region FROM bronze.orders',                                                 ['region ← value region', '* ← dedupe region']],
  ['SELECT region FROM bronze.orders ORDER BY op',                                              ['region ← value region']],
  ['SELECT region FROM bronze.orders ORDER BY op LIMIT 1',                                      ['region ← value region', '* ← order op']],
  ["SELECT t.x FROM (SELECT CASE WHEN op = 'd' THEN region END AS x FROM bronze.orders) t WHERE t.x = 'SP'", ['x ← condition op', 'x ← value region', '* ← filter op', '* ← filter region']],
  ["SELECT region FROM bronze.orders WHERE order_id IN (SELECT p.order_id FROM bronze.payments p WHERE p.op = 'c')", ['region ← value region', '* ← filter order_id', '* ← filter order_id', '* ← filter op']],
]

test.for(cases)('%s', ([sql, expected]) => {
  expect(edges(sql)).toEqual(expected)
})

test('an edge says the line where the field is named, however far it flows', () => {
  const { columns } = analysed('WITH a AS (\n  SELECT region AS x FROM bronze.orders\n)\nSELECT x FROM a').output
  expect(columns[0]?.origins[0]?.at).toBe('WITH a AS (\n  SELECT '.length)
})
