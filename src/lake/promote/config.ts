import { z } from 'zod'
import { secretReference } from '../../quality/alerts/config.ts'

/** `promotions` of dq.yaml. */
export const PromotionsConfig = z.strictObject({
  slack: z
    .union([
      /** A bot's token: one message a promotion, which is changed into its result. */
      z.strictObject({ token: secretReference, channel: z.string().min(1) }),
      /** An incoming webhook, which can change nothing: one message at the end. */
      z.strictObject({ webhook: secretReference }),
    ])
    .optional(),
})
export type PromotionsConfig = z.infer<typeof PromotionsConfig>
