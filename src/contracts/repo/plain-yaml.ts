/*
 * A reader of the YAML that contracts are mostly made of: block maps and lists, short keys, one-line scalars, folded text.
 * An order of magnitude quicker than the real parser, which still reads everything else, and finds every place and mistake.
 */

import { pointer } from '../../kernel/json.ts'

interface Line {
  readonly indent: number
  /** Without the indentation; no comment, not blank. */
  readonly text: string
}

/** Thrown at the first thing that this reader leaves to the real parser. */
const NOT_PLAIN = Symbol('not plain')

const MAX_DEPTH = 60

/** Where the value of a path begins, and its key if it has one: line and column, from 1. */
export interface Span {
  readonly value: readonly [line: number, column: number]
  readonly key?: readonly [line: number, column: number]
}

/**
 * The value of a plain text, the same that a YAML 1.2 parser gives; undefined when only that one can tell, or the text is wrong.
 * `spans`, when given, is filled with the place of every value, by JSON pointer.
 */
export function readPlainYaml(text: string, spans?: Map<string, Span>): { readonly value: unknown } | undefined {
  // Tabs, carriage returns and what else may break a line or is not printable; markers of documents.
  if (
    /[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u.test(
      text.replaceAll(/[\u{10000}-\u{10ffff}]/gu, ''),
    )
  )
    return undefined
  if (/^(?:---|\.\.\.|%)/m.test(text)) return undefined
  try {
    const reader = linesOf(text, spans)
    record(reader, '', [reader.numbers[0] ?? 0, 0])
    const value = block(reader, 0, 0, '')
    return reader.at === reader.lines.length ? { value } : undefined
  } catch (error) {
    if (error === NOT_PLAIN) return undefined
    throw error
  }
}

interface Reader {
  readonly lines: readonly Line[]
  at: number
  /** Line numbers of the lines in the text, for text over several lines. */
  readonly numbers: readonly number[]
  readonly all: readonly string[]
  /** Line number of the key whose value is being read. */
  keyLine: number
  readonly spans: Map<string, Span> | undefined
}

type Spot = readonly [number: number, offset: number]

/** Line numbers and offsets from 0 become lines and columns from 1. */
function record({ spans }: Reader, at: string, value: Spot, key?: Spot): void {
  const place = ([number, offset]: Spot) => [number + 1, offset + 1] as const
  spans?.set(at, { value: place(value), ...(key !== undefined && { key: place(key) }) })
}

/** Where a step leads; nobody asks when nothing is recorded. */
const step = ({ spans }: Reader, at: string, to: string | number): string =>
  spans === undefined ? '' : pointer(at, to)

/** Where the next line begins. */
const here = ({ numbers, lines, at }: Reader): Spot => [numbers[at] ?? 0, lines[at]?.indent ?? 0]

function linesOf(text: string, spans: Map<string, Span> | undefined): Reader {
  const all = text.split('\n')
  const lines: Line[] = []
  const numbers: number[] = []
  all.forEach((line, number) => {
    const trimmed = line.replace(/^ +/, '')
    if (trimmed === '' || trimmed.startsWith('#')) return
    lines.push({ indent: line.length - trimmed.length, text: trimmed.replace(/ +$/, '') })
    numbers.push(number)
  })
  if (lines.length === 0 || lines[0]?.indent !== 0) throw NOT_PLAIN
  return { lines, numbers, all, at: 0, keyLine: 0, spans }
}

/** The map or list that begins at the next line, which stands `indent` in. */
function block(reader: Reader, indent: number, depth: number, at: string): unknown {
  if (depth > MAX_DEPTH) throw NOT_PLAIN
  const { text } = reader.lines[reader.at] ?? { text: '' }
  return /^-(?: |$)/.test(text) ? list(reader, indent, depth, at) : map(reader, indent, depth, at)
}

function list(reader: Reader, indent: number, depth: number, at: string): unknown[] {
  const items: unknown[] = []
  for (
    let line = reader.lines[reader.at];
    line?.indent === indent && /^-(?: |$)/.test(line.text);
    line = reader.lines[reader.at]
  ) {
    const inner = line.text.slice(1).replace(/^ +/, '')
    if (inner === '') throw NOT_PLAIN
    const column = indent + line.text.length - inner.length
    const item = step(reader, at, items.length)
    record(reader, item, [reader.numbers[reader.at] ?? 0, column])
    if (KEY.test(inner)) {
      // A map that begins on the line of its dash: as if the dash were space.
      ;(reader.lines as Line[])[reader.at] = { indent: column, text: inner }
      items.push(map(reader, column, depth + 1, item))
    } else {
      reader.at++
      items.push(scalar(inner))
      refuseDeeper(reader, indent)
    }
  }
  return items
}

/** A plain key, its colon, and what follows on the line. */
const KEY = /^([A-Za-z_$][\w$.-]*):(?: +(.*))?$/

function map(reader: Reader, indent: number, depth: number, at: string): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (let line = reader.lines[reader.at]; line?.indent === indent; line = reader.lines[reader.at]) {
    const [, key = '', rest = ''] = KEY.exec(line.text) ?? []
    if (key === '' || WORDS.has(key) || key === '__proto__' || Object.hasOwn(found, key)) throw NOT_PLAIN
    reader.keyLine = reader.numbers[reader.at] ?? 0
    reader.at++
    const inner = step(reader, at, key)
    const spot: Spot = [reader.keyLine, indent + line.text.length - rest.length]
    // Nothing behind the colon: the value begins on the next line.
    record(reader, inner, rest === '' ? here(reader) : spot, [reader.keyLine, indent])
    found[key] = rest === '' ? below(reader, indent, depth, inner) : value(rest, reader, indent, inner, spot)
  }
  if ((reader.lines[reader.at]?.indent ?? 0) > indent) throw NOT_PLAIN
  return found
}

/** The value of a key with nothing behind its colon. A list may stand as far in as its key. */
function below(reader: Reader, indent: number, depth: number, at: string): unknown {
  const next = reader.lines[reader.at]
  if (next !== undefined && next.indent > indent) return block(reader, next.indent, depth + 1, at)
  if (next?.indent === indent && /^-(?: |$)/.test(next.text)) return list(reader, indent, depth + 1, at)
  reader.spans?.delete(at)
  return null
}

function value(rest: string, reader: Reader, indent: number, at: string, spot: Spot): unknown {
  if (rest === '>-' || rest === '>') return folded(reader, indent, rest === '>')
  const read = rest.startsWith('[') ? flowList(rest, reader, at, spot) : scalar(rest)
  refuseDeeper(reader, indent)
  return read
}

/** A scalar that goes on in the next line is for the real parser. */
function refuseDeeper(reader: Reader, indent: number): void {
  if ((reader.lines[reader.at]?.indent ?? 0) > indent) throw NOT_PLAIN
}

/** Folded text in one paragraph: its lines joined by spaces. The line with its `>` is the one before its first. */
function folded(reader: Reader, indent: number, keepsBreak: boolean): string {
  const first = reader.lines[reader.at]
  let number = reader.keyLine + 1
  if (first === undefined || first.indent <= indent || reader.numbers[reader.at] !== number) throw NOT_PLAIN
  const words: string[] = []
  for (let line = reader.all[number]; line !== undefined && line !== ''; line = reader.all[++number]) {
    const depth = line.search(/[^ ]|$/)
    if (depth < first.indent) break
    if (depth > first.indent || line.endsWith(' ')) throw NOT_PLAIN
    words.push(line.slice(depth))
  }
  // A blank line may belong to the text or not, and so may a comment.
  const after = reader.all[number]
  const isLast = after === '' && number === reader.all.length - 1
  if (after !== undefined && !isLast && /^ *(?:#|$)/.test(after)) throw NOT_PLAIN
  while ((reader.numbers[reader.at] ?? Number.POSITIVE_INFINITY) < number) reader.at++
  refuseDeeper(reader, indent)
  return words.join(' ') + (keepsBreak ? '\n' : '')
}

function flowList(text: string, reader: Reader, at: string, [number, offset]: Spot): unknown[] {
  const inside = /^\[ *(.*?) *\]$/.exec(text)?.[1]
  if (inside === undefined) throw NOT_PLAIN
  if (inside === '') return []
  // Quoted texts may hold commas and brackets; plain ones here are words.
  const items = inside.match(/"[^"\\]*"|'[^']*'|[^\s,"'[\]{}#&*!|>%@`?:-][^\s,"'[\]{}#:]*|-\d[\d.]*/g) ?? []
  if (
    items.join(',') !==
    inside.replaceAll(/("[^"\\]*"|'[^']*')|(, +)/g, (_, quoted: string | undefined) => quoted ?? ',')
  )
    throw NOT_PLAIN
  let from = text.indexOf(inside, 1)
  items.forEach((item, i) => {
    from = text.indexOf(item, from)
    record(reader, step(reader, at, i), [number, offset + from])
    from += item.length
  })
  return items.map(scalar)
}

/** Words that are no text when they stand alone. */
const WORDS = new Set(['null', 'Null', 'NULL', 'true', 'True', 'TRUE', 'false', 'False', 'FALSE'])

/** One line: in quotes without escapes, or plain. */
function scalar(text: string): unknown {
  const quoted = /^"([^"\\]*)"$|^'([^']*)'$/.exec(text)
  if (quoted !== null) return quoted[1] ?? quoted[2]
  if (/: |:$| #/.test(text)) throw NOT_PLAIN
  if (/^[A-Za-z]/.test(text)) return WORDS.has(text) ? wordValue(text) : text
  if (/^\.\.?\//.test(text)) return text
  if (/^-?[1-9]\d{0,15}$|^0$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text)
  if (/^-?(?:0|[1-9]\d{0,8})\.\d{1,6}$/.test(text)) return Number(text)
  // Versions, days and times begin with a digit too, and sentences: with two dots, a hyphen or a space inside it is no number.
  if (/^\d+(?:\.\d+\.\d|-\d| \S)/.test(text)) return text
  throw NOT_PLAIN
}

const wordValue = (word: string): null | boolean => (/^n/i.test(word) ? null : /^t/i.test(word))
