import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'planned-removal',
  severity: 'error',
  what: 'Something is removed before its plan lets it go: before the sunset, unannounced, or while somebody uses it.',
  why: 'Consumers move by the plan; whoever has not moved yet breaks.',
  example: 'removing `order.created` in March when its plan says `sunset: 2027-06-30`, or while billing still reads it',
  fix: 'restore it until the sunset has passed and nobody uses it: dq contract evolve <contract> --status',
})
