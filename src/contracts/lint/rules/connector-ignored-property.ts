import { keyAt } from '../connector.ts'
import { renameJsonKey } from '../edit/json.ts'
import { defineLintRule } from '../rule.ts'

/** Names of Debezium 1 → names since Debezium 2.0 (release notes of 2.0.0.Beta1 and Beta2; `sanitize.field.names` went in 2.2). */
const RENAMED: Readonly<Record<string, string>> = {
  'database.server.name': 'topic.prefix',
  'mongodb.name': 'topic.prefix',
  'database.history': 'schema.history.internal',
  'database.whitelist': 'database.include.list',
  'database.blacklist': 'database.exclude.list',
  'schema.whitelist': 'schema.include.list',
  'schema.blacklist': 'schema.exclude.list',
  'table.whitelist': 'table.include.list',
  'table.blacklist': 'table.exclude.list',
  'collection.whitelist': 'collection.include.list',
  'collection.blacklist': 'collection.exclude.list',
  'column.whitelist': 'column.include.list',
  'column.blacklist': 'column.exclude.list',
  'event.deserialization.failure.handling.mode': 'event.processing.failure.handling.mode',
  'toasted.value.placeholder': 'unavailable.value.placeholder',
}

const HISTORY = 'database.history.'

export default defineLintRule({
  id: 'connector-ignored-property',
  category: 'connector',
  severity: 'error',
  what: 'A Debezium connector has a property whose name Debezium 2 and later do not know.',
  why: 'Connect passes unknown properties over without a word: what it should set is not set, or the connector does not start because the new name is missing.',
  example: '`database.server.name`, `database.history.kafka.topic`',
  fix: 'use the new name (dq contract lint --fix renames it where the new name is not taken)',
  on: 'connector',
  *check(connector) {
    for (const name of connector.isDebezium ? connector.config.keys() : []) {
      const now = renamed(name)
      if (now === undefined) continue
      yield {
        at: keyAt(connector, name),
        path: name,
        message: `Debezium ignores "${name}"; it is called "${now}" since 2.0`,
        fix: connector.config.has(now) ? `remove "${name}": "${now}" is there already` : `rename it to "${now}"`,
        mend: (text) => renameJsonKey(text, [...connector.base, name], now),
      }
    }
  },
})

const renamed = (name: string): string | undefined =>
  name.startsWith(HISTORY)
    ? `schema.history.internal.${name.slice(HISTORY.length)}`
    : Object.hasOwn(RENAMED, name)
      ? RENAMED[name]
      : undefined
