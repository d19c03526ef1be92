import { defineCheckRule } from '../rule.ts'

/** Permits come with the pull request that reviews them. */
export default defineCheckRule({
  id: 'permit-added',
  category: 'governance',
  severity: 'warning',
  breaks: false,
  what: 'There is a new permit to lose something in a promotion, or one permits more or longer than before.',
  why: 'With it a table, a column or rows go from a branch that others read.',
  example: 'an entry of `permits.yaml` with `kind: table-dropped`',
  fix: 'let whoever reads the table approve it',
  on: 'permit-added',
  check: ({ of, what, to }) => `${of}: ${what} is permitted until ${to ?? 'no day'}`,
})
