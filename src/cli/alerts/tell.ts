import { DqError } from '../../kernel/errors.ts'
import type { Told } from '../../quality/alerts/alert.ts'
import type { AlertChannelConfig } from '../../quality/alerts/config.ts'
import { decide, newsOf } from '../../quality/alerts/route.ts'
import type { Settings } from '../config.ts'
import { alertChannel, alertOutbox } from '../wiring/quality.ts'

/** Longer than any channel takes for one alert with its attempts. */
const LEASE_MS = 120_000

/**
 * Tells the channels that dq.yaml names of a run, and those that wait from earlier runs. Returns lines about what did not work:
 * nothing here fails a run, and what a channel did not take waits for the next run.
 */
export async function tellRun(settings: Settings, told: Told): Promise<readonly string[]> {
  const { alerts } = settings
  if (alerts === undefined) return []
  try {
    const outbox = await alertOutbox(settings)
    try {
      for (const news of newsOf(told, alerts))
        await outbox.post(news.channel, `${told.table} ${told.suite}`, (memory) =>
          decide(told, news, memory, settings.env ?? null),
        )
      return await deliverWaiting(settings, outbox, alerts.channels)
    } finally {
      await outbox.close()
    }
  } catch (error) {
    if (error instanceof DqError) return [`alerts could not be kept: ${error.message}`]
    throw error
  }
}

type Outbox = Awaited<ReturnType<typeof alertOutbox>>

async function deliverWaiting(
  settings: Settings,
  outbox: Outbox,
  channels: Readonly<Record<string, AlertChannelConfig>>,
): Promise<readonly string[]> {
  const lines: string[] = []
  const down = new Map<string, number>()
  for (const { id, channel, alert } of await outbox.claim(Date.now(), LEASE_MS)) {
    const config = Object.hasOwn(channels, channel) ? channels[channel] : undefined
    // Another environment's channel, or one that is no more: kept for who has it.
    if (config === undefined || down.has(channel)) {
      if (down.has(channel)) down.set(channel, (down.get(channel) ?? 0) + 1)
      await outbox.putBack(id)
      continue
    }
    const delivery = await (await alertChannel(settings, config)).deliver(alert)
    if (delivery.kind === 'delivered') {
      await outbox.delivered(id)
      continue
    }
    await outbox.putBack(id, { reason: delivery.reason, notBefore: delivery.notBefore ?? 0 })
    down.set(channel, 1)
    lines.push(`alert channel ${channel} (${config.kind}): ${delivery.reason}`)
  }
  const kept = [...down.values()].reduce((sum, count) => sum + count, 0)
  if (kept > 0) lines.push(`${kept === 1 ? '1 alert is' : `${kept} alerts are`} kept, and sent with the next run`)
  return lines
}
