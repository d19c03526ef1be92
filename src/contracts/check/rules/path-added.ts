import { defineCheckRule } from '../rule.ts'

/** dev → staging → prod is only as strict as its shortest way. */
export default defineCheckRule({
  id: 'path-added',
  category: 'governance',
  severity: 'warning',
  breaks: false,
  what: 'There is a new way from one branch to another.',
  why: 'It may lead around the gates of the existing ones.',
  example: 'a path dev → prod beside dev → staging → prod',
  fix: 'remove it, or give it every gate of the ways it shortens',
  on: 'path-added',
  check: ({ of, what }) => `${of}: ${what} is a new promotion path`,
})
