import type { Chat } from '../../lake/promote/chat.ts'
import type { Settings } from '../config.ts'
import { secret } from '../secrets.ts'

/** Where dq.yaml wants promotions told; undefined when it says nothing. */
export async function promotionChat({ promotions, root }: Settings): Promise<Chat | undefined> {
  const { slack } = promotions ?? {}
  if (slack === undefined) return undefined
  const { slackBot, slackWebhook } = await import('../../adapters/promotion-chat/slack.ts')
  return 'token' in slack
    ? slackBot({ token: () => secret(slack.token, { root }).reveal(), channel: slack.channel })
    : slackWebhook({ url: () => secret(slack.webhook, { root }).reveal() })
}
