import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'stale-pin',
  severity: 'warning',
  what: 'A contract, or a declaration of its use, moved on since the commit that is pinned; an error when a used field breaks.',
  why: 'The check looks at what was, not at what is: a break passes here and hurts later.',
  example: '`ref: v1.4.0` where `order.created` has lost `coupon` in v2.0.0, and the service reads it',
  fix: 'read what changed, adapt, and move the pin',
})
