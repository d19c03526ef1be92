import { defineCheckRule } from '../rule.ts'

/** Rights grow one pull request at a time. */
export default defineCheckRule({
  id: 'actor-added',
  category: 'governance',
  severity: 'warning',
  breaks: false,
  what: 'Somebody more may promote or approve.',
  why: 'Who may change prod is decided here, and easily overlooked in a larger diff.',
  example: '`actors: [release-bot]` becomes `[release-bot, intern]`',
  fix: 'let the owners of the target branch approve it',
  on: 'actor-added',
  check: ({ of, what }) => `${of}: ${what} may act now`,
})
