import { styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]

/** Text for stdout; plain when stdout is no terminal, and as NO_COLOR and FORCE_COLOR say. */
export const paint = (format: Format, text: string): string => styleText(format, text, { stream: process.stdout })

/** Text for stderr. */
export const paintError = (format: Format, text: string): string => styleText(format, text, { stream: process.stderr })

/** `--no-color`: a flag beats the environment. */
export function withoutColor(): void {
  process.env.NO_COLOR = '1'
  delete process.env.FORCE_COLOR
}
