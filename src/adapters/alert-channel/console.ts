import type { AlertChannel } from '../../quality/alerts/ports.ts'
import { titleOf } from '../../quality/alerts/slack.ts'

/** Lines for people, e.g. on standard error. Control characters of somebody's data are shown as escapes. */
export const consoleChannel = (write: (line: string) => void): AlertChannel => ({
  async deliver(alert) {
    write(printable(`alert: ${titleOf(alert)}`))
    for (const { severity, words, found } of alert.problems)
      write(printable(`  ${severity}: ${words}${found === '' ? '' : `: ${found}`}`))
    return { kind: 'delivered' }
  },
})

const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not reach a terminal
  text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, (letter) => JSON.stringify(letter).slice(1, -1))
