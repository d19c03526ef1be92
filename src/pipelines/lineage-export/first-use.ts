/** A text that a job was made from: its module first, then what that brings in. `file` is relative to the lineage file. */
export interface JobSource {
  readonly file: string
  readonly text: string
}

/** A field as the job's code says it. */
export interface NamedField {
  readonly alias: string
  readonly contract: string
  readonly field: string
}

/**
 * Where a job's texts first say a field, as `file:line`, one place a text: told from the words alone, so it is the same
 * wherever the job was loaded from. A field that only the contract brings in (its event time, its event id) stands where the
 * contract is named; nothing at all is said of a field that no text names. `aliases` are those of all inputs.
 */
export function firstUses(
  { alias, contract, field }: NamedField,
  aliases: readonly string[],
  sources: readonly JobSource[],
): readonly string[] {
  const others = aliases.filter((other) => other !== alias).map((other) => `(?<!\\b${other}\\??)`)
  const own = `(?<![\\w.])${alias}\\??\\.${field}\\b`
  // Only the module itself is sure to mean this job's field by the bare name.
  const bare = `${others.join('')}\\.${field}\\b|(['"\`])${field}\\1`
  const named = `(['"\`])${contract.replaceAll('.', '\\.')}\\1`
  return sources.flatMap(({ file, text }, i) => {
    const code = withoutComments(text)
    const found = [i === 0 ? `${own}|${bare}` : own, ...(i === 0 ? [named] : [])]
      .map((pattern) => code.search(new RegExp(pattern)))
      .find((index) => index >= 0)
    return found === undefined ? [] : [`${file}:${code.slice(0, found).split('\n').length}`]
  })
}

/** Comments as blanks, so that lines stay where they are; texts are kept, since fields are named in them too. */
const withoutComments = (text: string): string =>
  text.replaceAll(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|^[ \t]*#[^\n]*|(['"`])(?:\\[\s\S]|(?!\1)[^\\\n])*\1/gm,
    (found, quote) => (quote === undefined ? found.replaceAll(/[^\n]/g, ' ') : found),
  )
