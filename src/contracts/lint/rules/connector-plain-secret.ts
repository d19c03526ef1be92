import { valueAt } from '../connector.ts'
import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'connector-plain-secret',
  category: 'connector',
  severity: 'error',
  what: 'A connector configuration holds a password, token or key in plain text.',
  why: "It is in git for ever, and Connect's REST API shows it to everybody who asks.",
  example: '`"database.password": "debezium"`',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Connect's own syntax
  fix: 'write a reference that a config provider resolves, e.g. ${file:/opt/secrets/mysql.properties:password}',
  on: 'connector',
  *check(connector) {
    for (const [name, value] of connector.config) {
      const isSecret =
        /(^|\.)(password|passphrase|secret|token|api\.key|private\.key|sasl\.jaas\.config|user\.info)$/.test(name)
      if (isSecret && value !== '' && !/\$\{[^}]+\}/.test(value))
        yield { at: valueAt(connector, name), path: name, message: `"${name}" is written in plain text` }
    }
  },
})
