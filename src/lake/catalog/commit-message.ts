import { DqError } from '../../kernel/errors.ts'

/** The message as every catalog takes it, without blanks around it; refuses an empty one and control characters but line breaks. */
export function checkCommitMessage(message: string): string {
  const text = message.trim()
  if (text === '') throw new DqError('a commit needs a message')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  if (/[\u0000-\u0009\u000b-\u001f\u007f]/.test(text)) throw new DqError('a commit message holds no control characters')
  return text
}
