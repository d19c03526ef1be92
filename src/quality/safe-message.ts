/** Said before any row is looked at, so there is no value in it. */
const BEFORE_ROWS = /^(Binder|Parser|Catalog|Syntax|Permission|Dependency|Not implemented) Error: /

/** What RE2 says of a pattern; the part of the pattern comes last. */
const PATTERN =
  /^Invalid Input Error: (?:invalid [a-z ]+|missing [)\]]|bad [a-z ]+|no argument for [a-z ]+|unexpected [)]|trailing \\|pattern too large[a-z -]*): ([^\n]*)$/

/** The value stands between; a type has no lower case. */
const CONVERSION =
  /^Conversion Error: Could not convert string [\s\S]* to ('?[A-Z][A-Z0-9_(), ]*'?)(?: when casting from source column (\S+))?$/

/** What is wrong there may quote the text; the file and the place do not. */
const MALFORMED =
  /^(Invalid Input Error: Malformed JSON in file "([^"]+)", at byte \d+ in )(?:line|record\/value) (\d+): /

/**
 * What an engine says of a statement, without values of the rows: for tables with personal fields. Messages that are not known
 * to be free of values are left out but for their kind.
 */
export function safeMessage(message: string, statement: string): string {
  if (BEFORE_ROWS.test(message)) return message
  const pattern = PATTERN.exec(message)
  if (pattern !== null && statement.includes(pattern[1] ?? '')) return message
  const [, type, column = ''] = CONVERSION.exec(message) ?? []
  if (type !== undefined && statement.includes(column))
    return `Conversion Error: Could not convert a value (not shown: personal) to ${type}`
  const [, where = '', file, line = ''] = MALFORMED.exec(message) ?? []
  if (file !== undefined && statement.includes(file)) return `${where}line ${line} or the one before`
  const kind = /^([A-Z][A-Za-z ]{0,40} Error): /.exec(message)?.[1] ?? 'Error'
  return `${kind}, with a message that is not shown, because the table has personal fields`
}
