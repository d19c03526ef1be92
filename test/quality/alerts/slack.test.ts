import { expect, test } from 'vitest'
import type { Alert } from '../../../src/quality/alerts/alert.ts'
import { slackMessage, titleOf } from '../../../src/quality/alerts/slack.ts'

const alert = (words: readonly string[], table = 'silver.ledger'): Alert => ({
  kind: 'problems',
  at: Date.UTC(2026, 10, 22, 6, 30),
  table,
  suite: table,
  environment: 'prod',
  problems: words.map((text) => ({ key: text, severity: 'critical', words: text, found: '3 of 40', share: 0.075 })),
  expectations: 60,
})

test('a message has a header, a section a problem, and where and when', () => {
  expect(slackMessage(alert(['order_id is never null']))).toEqual({
    text: 'silver.ledger: 1 of 60 expectations is not met',
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: 'silver.ledger: 1 of 60 expectations is not met', emoji: true },
      },
      { type: 'section', text: { type: 'mrkdwn', text: ':red_circle: order_id is never null\n3 of 40' } },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'prod  |  2026-11-22T06:30:00.000Z' }] },
    ],
  })
})

test('no text becomes a link, a mention of everybody, or half an escape', () => {
  const { text, blocks } = slackMessage(alert(['<!channel> <https://evil.example|here> a & b'], '<!here>'))
  expect(text).not.toContain('<')
  expect(JSON.stringify(blocks.slice(1))).not.toContain('<')
  expect(JSON.stringify(blocks)).toContain('&lt;!channel&gt; &lt;https://evil.example|here&gt; a &amp; b')
})

// Slack's documented limits: 50 blocks, 150 characters in a header, 3000 in a section's text, no empty text.
test.for([
  ['many problems', alert(Array.from({ length: 200 }, (_, i) => `expectation ${i}`))],
  ['long texts', alert(['&'.repeat(5000), '🙂'.repeat(5000)], 'x'.repeat(500))],
] as const)('%s stay within the limits of Slack', ([, given]) => {
  const { blocks } = slackMessage(given)
  expect(blocks.length).toBeLessThanOrEqual(50)
  for (const block of blocks) {
    const text = block.type === 'context' ? block.elements[0].text : block.text.text
    expect(text.length).toBeGreaterThan(0)
    expect(text.length).toBeLessThanOrEqual(block.type === 'header' ? 150 : 3000)
    expect(text.isWellFormed()).toBe(true)
  }
  if (given.problems.length === 200) expect(JSON.stringify(blocks)).toContain('… and 153 more')
})

test('what is said when what was told is mended, and when the run failed', () => {
  expect(titleOf({ ...alert([]), kind: 'recovered' })).toBe('silver.ledger: what was told is mended')
  expect(titleOf({ ...alert(['x']), expectations: null })).toBe('silver.ledger: the quality run failed')
})
