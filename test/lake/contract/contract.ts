import type { Contract } from '../../../src/contracts/model.ts'
import { requireContracts } from '../../../src/contracts/repo/require.ts'

interface Column {
  readonly name: string
  readonly type: unknown
  readonly aliases?: readonly string[]
  readonly default?: null
}

const PHYSICAL = { int: 'integer', long: 'integer', string: 'string' } as const

/** A contract of the table bronze.orders, of plain columns. */
export async function contract(
  columns: readonly Column[],
  { version = '1.0.0', compatibility = 'BACKWARD' } = {},
): Promise<Contract> {
  const plain = (type: unknown): string => String(Array.isArray(type) ? type[1] : type)
  const odcs = {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: 'bronze-orders',
    name: 'bronze.orders',
    version,
    status: 'active',
    team: { name: 'shop' },
    schema: [
      {
        name: 'bronze_orders',
        physicalName: 'bronze.orders',
        physicalType: 'table',
        logicalType: 'object',
        authoritativeDefinitions: [{ type: 'avroSchema', url: './bronze.orders.avsc' }],
        properties: columns.map(({ name, type }) => ({
          name,
          logicalType: PHYSICAL[plain(type) as keyof typeof PHYSICAL],
          physicalType: plain(type),
          required: !Array.isArray(type),
        })),
      },
    ],
    customProperties: [{ property: 'compatibility', value: compatibility }],
  }
  const avsc = { type: 'record', name: 'Order', namespace: 'shop', fields: columns }
  const files = new Map<string, object>([
    ['bronze/bronze.orders.avsc', avsc],
    ['bronze/bronze.orders.odcs.yaml', odcs],
  ])
  const [found] = await requireContracts({
    folder: 'contracts',
    list: async () => [...files.keys()],
    read: async (path) => new TextEncoder().encode(JSON.stringify(files.get(path))),
  })
  if (found === undefined) throw new Error('no contract')
  return found
}
