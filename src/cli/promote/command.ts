import type { Settings } from '../config.ts'
import { EXIT } from '../failure.ts'
import { progressLine } from '../progress.ts'
import { promotionFormatFlag, writePromotion } from '../report/promotion/outputs.ts'
import { RootCommand } from '../root-command.ts'
import { redact } from '../secrets.ts'
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
    const progress = progressLine()
    const outcome = await promote(settings, request, (step) => progress.update(step)).finally(() => progress.clear())
    for (const warning of outcome.warnings) this.logToStderr(redact(`warning: ${warning}`))
    writePromotion(outcome, format, { log: (text) => this.log(text), env: process.env })
    if (outcome.result === 'refused') this.exit(EXIT.refused)
  }
}
