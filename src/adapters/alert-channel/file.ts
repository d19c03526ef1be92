import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { AlertChannel } from '../../quality/alerts/ports.ts'

/** JSON Lines, one an alert, appended; made with its folder when missing. */
export const fileChannel = (path: string): AlertChannel => ({
  async deliver(alert) {
    try {
      mkdirSync(dirname(path), { recursive: true })
      appendFileSync(path, `${JSON.stringify({ ...alert, at: new Date(alert.at).toISOString() })}\n`)
      return { kind: 'delivered' }
    } catch (error) {
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
    }
  },
})
