import { defineCheckRule } from '../rule.ts'

/** A file that only moved is no removal: contracts are matched by name and id. To retire is to remove: after it nothing is promised. */
export default defineCheckRule({
  id: 'contract-removed',
  category: 'lifecycle',
  severity: 'error',
  breaks: true,
  what: 'A contract is gone or retired that was not deprecated, or before its sunset.',
  why: 'Its topic or table is ungoverned from now on, or gone: readers had no time to leave.',
  example: '`git rm contracts/events/order.created.*` while its status is active',
  fix: 'restore it, set `status: deprecated` and the setting `sunset`, and remove it after that day',
  on: ['contract-removed', 'status-changed'],
  check(change, { before, today }) {
    const isRetired = change.kind === 'status-changed'
    if (isRetired && (change.to !== 'retired' || ['draft', 'proposed'].includes(change.from))) return undefined
    const what = `contract "${change.of}" was ${isRetired ? 'retired' : 'removed'}`
    if (before === undefined) return what
    const { status, settings } = before
    if (status === 'retired') return undefined
    if (status !== 'deprecated') return `${what} while it was ${status}`
    if (settings.sunset === undefined) return `${what}; it was deprecated without a sunset`
    return today < settings.sunset ? `${what} before its sunset ${settings.sunset}` : undefined
  },
})
