import { defineCheckRule } from '../rule.ts'

/** RecordNameStrategy and TopicRecordNameStrategy name subjects after the record's full name. */
export default defineCheckRule({
  id: 'subject-renamed',
  category: 'routing',
  severity: 'error',
  breaks: true,
  what: 'The schema lands under another subject of the registry: by another strategy, or because the record that names it has another full name.',
  why: 'The registry starts a new subject with no history: its compatibility check compares with nothing and passes anything.',
  example: '`subjectStrategy: TopicNameStrategy` becomes `RecordNameStrategy`',
  fix: 'keep the strategy and the full name of the record',
  on: ['subject-strategy-changed', 'type-renamed'],
  check(change, { before }) {
    const { kind, from, to } = change
    if (kind === 'subject-strategy-changed') return `the subject strategy changed from ${from} to ${to}`
    const strategy = before?.settings.subjectStrategy
    const isNamedAfterRecord = change.path === '' && strategy !== undefined && strategy !== 'TopicNameStrategy'
    return isNamedAfterRecord ? `${strategy} names the subject after the record: ${from} became ${to}` : undefined
  },
})
