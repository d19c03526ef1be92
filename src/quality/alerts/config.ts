import { z } from 'zod'
import { SuiteSeverity } from '../suite.ts'

const name = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/i, 'a name of letters, digits, "-" and "_"')

export const secretReference = z
  .string()
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what a user writes
  .regex(/^\$\{(env|file):[^}]+\}$/, 'a secret is a reference, ${env:NAME} or ${file:path}, never the value itself')

/** Where alerts go. */
const AlertChannelConfig = z.discriminatedUnion('kind', [
  /** An incoming webhook of Slack. */
  z.strictObject({ kind: z.literal('slack'), webhook: secretReference }),
  /** Standard error. */
  z.strictObject({ kind: z.literal('console') }),
  /** JSON Lines, appended; relative to dq.yaml. */
  z.strictObject({ kind: z.literal('file'), path: z.string().min(1) }),
])
export type AlertChannelConfig = z.infer<typeof AlertChannelConfig>

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** `30m`, `24h`, `7d` as milliseconds; `0` tells every time. */
const duration = z
  .string()
  .regex(/^(?:0|\d+[mhd])$/, 'a duration such as 30m, 24h or 7d')
  .transform((text) => {
    const unit = text.at(-1)
    return unit === 'm' || unit === 'h' || unit === 'd' ? Number(text.slice(0, -1)) * UNIT_MS[unit] : 0
  })

const AlertRoute = z.strictObject({
  /** Tables by name; `silver.*` stands for all that begin so. */
  tables: z
    .array(
      z
        .string()
        .regex(/^[^*]*\*?$/, 'a name of a table, or its beginning and "*"')
        .min(1),
    )
    .min(1)
    .default(['*']),
  /** The least severity it takes. */
  least: SuiteSeverity.default('critical'),
  /** The least share of unexpected rows, 0 to 1; what has no share is always taken. */
  min_unexpected: z.number().min(0).max(1).default(0),
  /** The same problem is told again after so long. */
  repeat_after: duration.default(UNIT_MS.d),
  /** Names of channels. */
  to: z.array(name).min(1),
})
export type AlertRoute = z.infer<typeof AlertRoute>

/** `alerts` of dq.yaml. */
export const AlertsConfig = z
  .strictObject({ channels: z.record(name, AlertChannelConfig), routes: z.array(AlertRoute) })
  .check(({ value: { channels, routes }, issues }) => {
    for (const [i, { to }] of routes.entries())
      for (const [j, channel] of to.entries())
        if (!Object.hasOwn(channels, channel))
          issues.push({
            code: 'custom',
            message: `there is no channel "${channel}"; channels are ${Object.keys(channels).join(', ') || 'not given'}`,
            path: ['routes', i, 'to', j],
            input: channel,
          })
  })
export type AlertsConfig = z.infer<typeof AlertsConfig>
