/** The smallest contract with all that rules look at. Line numbers in tests are counted here. */
export const ODCS = `apiVersion: v3.1.0
kind: DataContract
id: order-created
name: order.created
version: 1.0.0
status: active
schema:
  - name: order_created
    physicalName: order.created
    physicalType: topic
    logicalType: object
    authoritativeDefinitions:
      - type: avroSchema
        url: ./order.created.avsc
    properties:
      - name: order_id
        logicalType: string
        physicalType: string
        required: true
        description: Id of the order.
        logicalTypeOptions:
          minLength: 1
      - name: total
        logicalType: number
        physicalType: decimal(12,2)
        required: true
      - name: note
        logicalType: string
        physicalType: string
        required: false
      - name: created_at
        logicalType: timestamp
        physicalType: timestamp-micros
        required: true
customProperties:
  - property: key
    value: order_id
  - property: eventTime
    value: created_at
  - property: eventId
    value: order_id
`

export const AVSC = `{
  "type": "record",
  "name": "OrderCreated",
  "namespace": "shop",
  "fields": [
    { "name": "order_id", "type": "string", "doc": "Id of the order." },
    { "name": "total", "type": { "type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2 } },
    { "name": "note", "type": ["null", "string"], "default": null },
    { "name": "created_at", "type": { "type": "long", "logicalType": "timestamp-micros" } }
  ]
}
`

export const ODCS_PATH = 'events/order.created.odcs.yaml'
export const AVSC_PATH = 'events/order.created.avsc'

/** The text with one part replaced; fails when the part is not there exactly once. */
export function edited(text: string, from: string, to: string): string {
  if (text.split(from).length !== 2) throw new Error(`not exactly once in the text: ${JSON.stringify(from)}`)
  return text.replace(from, () => to)
}

/** The same contract under another name and id. */
export const renamed = (text: string, name: string): string =>
  text
    .replaceAll('order.created', name)
    .replaceAll('order-created', name.replaceAll('.', '-'))
    .replaceAll('OrderCreated', name.replaceAll('.', '_'))
