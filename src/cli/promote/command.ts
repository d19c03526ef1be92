import type { Settings } from '../config.ts'
import { EXIT } from '../failure.ts'
import { progressLine } from '../progress.ts'
import { promotionFormatFlag, writePromotion } from '../report/promotion/outputs.ts'
import { RootCommand } from '../root-command.ts'
import { redact } from '../secrets.ts'
import { announce } from './announce.ts'
import { promote } from './promote.ts'
import type { PromotionRequest } from './request.ts'

/** A command that promotes, or takes a promotion back: the same steps, the same report, exit code 3 when it is refused. */
export abstract class PromotionCommand extends RootCommand {
  static override baseFlags = { ...RootCommand.baseFlags, format: promotionFormatFlag }

  protected async promote(
    settings: Settings,
    request: PromotionRequest,
    format: Parameters<typeof writePromotion>[1],
  ): Promise<void> {
    const isTrial = request.dryRun || request.planOut !== undefined
    const message = isTrial ? undefined : await announce(settings, whatOf(request))
    const progress = progressLine()
    const outcome = await promote(settings, request, (step) => progress.update(step))
      .catch(async (error: unknown) => {
        await message?.end({ failed: redact(error instanceof Error ? error.message : String(error)) })
        throw error
      })
      .finally(() => progress.clear())
    const told = (await message?.end(outcome)) ?? []
    for (const warning of [...outcome.warnings, ...told]) this.logToStderr(redact(`warning: ${warning}`))
    writePromotion(outcome, format, { log: (text) => this.log(text), env: process.env })
    if (outcome.result === 'refused') this.exit(EXIT.refused)
  }
}

const whatOf = ({ move, plan }: PromotionRequest): string =>
  plan !== undefined
    ? `a promotion by its plan ${plan}`
    : move.kind === 'promotion'
      ? `promotion of ${move.from} into ${move.to}`
      : `rollback of ${move.branch} to ${move.tag}`
