import { didYouMean } from '../../../kernel/suggest.ts'
import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'unknown-dead-letter-topic',
  severity: 'error',
  what: '`deadLetterTopic` names no contract.',
  why: 'Bad records would go to a topic that nobody owns or reads.',
  example: '`property: deadLetterTopic` with `value: fraud.dead_leter`',
  fix: 'name the contract of the dead-letter topic, or add one',
  *check({ settings, yaml }, { names }) {
    const topic = settings.values.deadLetterTopic
    if (topic === undefined || names.includes(topic)) return
    const at = yaml.at(['customProperties', settings.index.get('deadLetterTopic') ?? 0, 'value'])
    yield { at, message: `deadLetterTopic "${topic}" is no contract${didYouMean(topic, names)}` }
  },
})
