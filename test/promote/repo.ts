/** A contract repo with one table, as text: what promotions judge by. */
export const repoFiles = ({ nessie, policy }: { readonly nessie?: string | undefined; readonly policy: string }) => ({
  'dq.yaml': `version: 1\n${nessie === undefined ? '' : `servers: { nessie: "${nessie}" }\n`}`,
  '.gitignore': '.dq/\n*.jsonl\nplan*\n',
  'contracts/policies/branches.yaml': policy,
  'contracts/bronze/bronze.orders.avsc': avsc([]),
  'contracts/bronze/bronze.orders.odcs.yaml': odcs('1.0.0', []),
  'expectations/bronze/bronze.orders.yaml': suite(
    'type: expect_column_values_to_be_between, kwargs: { column: amount, min_value: 0, max_value: 1000 }',
  ),
})

export const suite = (...expectations: readonly string[]): string =>
  `name: bronze.orders\nexpectations:\n${expectations.map((one) => `  - { ${one} }\n`).join('')}`

export const avsc = (more: readonly string[]): string => `{
  "type": "record", "name": "Order", "namespace": "shop.bronze",
  "fields": [
    {"name": "order_id", "type": "string", "doc": "Id of the order."},
    {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}, "doc": "In the shop's currency."}${more
      .map((name) => `,\n    {"name": "${name}", "type": ["null", "string"], "default": null, "doc": "More."}`)
      .join('')}
  ]
}
`

export const odcs = (version: string, more: readonly string[]): string => `apiVersion: v3.1.0
kind: DataContract
id: bronze-orders
name: bronze.orders
version: ${version}
status: active
domain: shop
description:
  purpose: Orders as they came in.
team:
  name: shop
schema:
  - name: bronze_orders
    physicalName: bronze.orders
    physicalType: table
    logicalType: object
    authoritativeDefinitions:
      - type: avroSchema
        url: ./bronze.orders.avsc
    properties:
      - name: order_id
        logicalType: string
        physicalType: string
        required: true
        description: Id of the order.
        classification: internal
        examples: ["o-1"]
      - name: amount
        logicalType: number
        physicalType: decimal(12,2)
        required: true
        description: In the shop's currency.
        classification: internal
        examples: ["12.50"]
${more
  .map(
    (name) => `      - name: ${name}
        logicalType: string
        physicalType: string
        required: false
        description: More.
        classification: internal
`,
  )
  .join('')}customProperties:
  - property: compatibility
    value: BACKWARD
  - property: eventId
    value: order_id
`
