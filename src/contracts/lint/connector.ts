import { isJsonObject } from '../../kernel/json.ts'
import { readJson } from '../examples/json-file.ts'
import type { Contract } from '../model.ts'
import type { DocPath, Located } from '../repo/located.ts'

/** A Kafka Connect connector's configuration, as its REST API takes it: `{name, config}`, or the config alone. */
export interface Connector {
  readonly name: string
  readonly isDebezium: boolean
  /** Property → value, as text. */
  readonly config: ReadonlyMap<string, string>
  readonly source: Located
  /** Where the properties stand in the file. */
  readonly base: DocPath
}

/** Reads a configuration, or says what is wrong with it. */
export function readConnector(
  file: string,
  text: string,
): Connector | { readonly at: ReturnType<Located['at']>; readonly message: string } {
  const source = readJson(file, text)
  if ('message' in source) return source
  const { value } = source
  const isWrapped = isJsonObject(value) && isJsonObject(value.config)
  const config = isWrapped ? value.config : value
  if (!isJsonObject(config) || typeof config['connector.class'] !== 'string')
    return { at: source.at([]), message: 'the file is no connector: it has no "connector.class"' }
  const name = isWrapped && typeof value.name === 'string' ? value.name : config.name
  return {
    name: typeof name === 'string' ? name : (file.split('/').at(-1) ?? file),
    isDebezium: config['connector.class'].startsWith('io.debezium.'),
    config: new Map(Object.entries(config).map(([key, entry]) => [key, String(entry)])),
    source,
    base: isWrapped ? ['config'] : [],
  }
}

/** Where a property's value stands. */
export const valueAt = ({ source, base }: Connector, property: string) => source.at([...base, property])

/** Where a property's name stands. */
export const keyAt = ({ source, base }: Connector, property: string) => source.keyAt([...base, property])

/** The tables that `table.include.list` names outright; entries that are patterns are left out. */
export const tablesOf = ({ config }: Connector): readonly string[] =>
  (config.get('table.include.list') ?? '')
    .split(',')
    .map((entry) => entry.trim().replaceAll('\\.', '.'))
    .filter((entry) => /^[\w-]+(\.[\w-]+)+$/.test(entry))

/** The contracts of a table's topic: `<topic.prefix>.<table>`, or any name that ends in the table's. */
export function contractsOfTable(
  { config }: Connector,
  table: string,
  contracts: readonly Contract[],
): readonly Contract[] {
  const prefix = config.get('topic.prefix') ?? config.get('database.server.name')
  const exact = contracts.filter(({ name }) => name === `${prefix}.${table}`)
  return exact.length > 0 ? exact : contracts.filter(({ name }) => name === table || name.endsWith(`.${table}`))
}

/** The contracts of all tables that a connector names. */
export const contractsOf = (connector: Connector, contracts: readonly Contract[]): readonly Contract[] => [
  ...new Set(tablesOf(connector).flatMap((table) => contractsOfTable(connector, table, contracts))),
]
