/**
 * Text that means nothing to Markdown: no markup, no HTML, no table cell ends, no link, and nobody and no issue is mentioned
 * (code hosts look for those after entities are resolved, so a zero-width space breaks them).
 */
export const escaped = (text: string): string =>
  oneLine(text).replaceAll(/[&<>|`*_[\]\\~$]|[@#](?=\w)|:(?=\/\/)|www(?=\.)/g, (found) =>
    /^[@#:w]/.test(found) ? `${found}&#8203;` : `&#${found.charCodeAt(0)};`,
  )

/** A code span, in a table too: the fence is longer than any run of backticks in the text. */
export function code(text: string): string {
  const line = oneLine(text).replaceAll('|', '\\|')
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = /^`|`$/.test(line) ? ' ' : ''
  return `${fence}${pad}${line}${pad}${fence}`
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
const oneLine = (text: string): string => text.toWellFormed().replaceAll(/[\x00-\x1f\x7f\u2028\u2029]+/g, ' ')
