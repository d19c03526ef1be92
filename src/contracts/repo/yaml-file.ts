import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type YAMLParseError,
} from 'yaml'
import type { Finding, Place } from '../../kernel/finding.ts'
import { pointer } from '../../kernel/json.ts'
import { finding } from '../validate/rule.ts'
import aliasBomb from '../validate/rules/alias-bomb.ts'
import duplicateKey from '../validate/rules/duplicate-key.ts'
import emptyFile from '../validate/rules/empty-file.ts'
import yamlSyntax from '../validate/rules/yaml-syntax.ts'
import type { DocPath, Located } from './located.ts'
import { readPlainYaml, type Span } from './plain-yaml.ts'

/** A YAML file that parsed. */
export interface YamlFile extends Located {
  readonly text: string
  /** The scalar at the path as it was typed (`0.10`, not 0.1); undefined when there is none. */
  sourceAt(path: DocPath): string | undefined
}

/** More aliases than any hand-written contract needs, far fewer than an alias bomb expands to. */
const MAX_ALIASES = 100

/** Parses YAML 1.2; every syntax error and every key given twice is a finding, and then there is no file. */
export function readYaml(file: string, text: string): { yaml?: YamlFile; findings: readonly Finding[] } {
  const plain = readPlainYaml(text)
  return plain === undefined ? parseYaml(file, text) : { yaml: placedLater(file, text, plain.value), findings: [] }
}

/** A file whose places are found when the first is asked for: most files have nothing to tell. What the quick reader does not know, the parser does. */
function placedLater(file: string, text: string, value: unknown): YamlFile {
  let spans: Map<string, Span> | undefined
  const spanAt = (path: DocPath): Span | undefined => {
    if (spans === undefined) {
      spans = new Map()
      readPlainYaml(text, spans)
    }
    return spans.get(path.reduce<string>(pointer, ''))
  }
  let parsed: YamlFile | undefined
  const parse = (): YamlFile => {
    parsed ??= parseYaml(file, text).yaml
    if (parsed === undefined) throw new Error(`${file} was read as plain YAML, and is none`)
    return parsed
  }
  const place = (path: DocPath, spot: Span['key']): Place | undefined =>
    spot && { file, line: spot[0], column: spot[1], path: path.reduce<string>(pointer, '') }
  return {
    file,
    text,
    value,
    at: (path) => place(path, spanAt(path)?.value) ?? parse().at(path),
    keyAt: (path) => place(path, spanAt(path)?.key) ?? parse().keyAt(path),
    sourceAt(path) {
      const found = path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown>)?.[step], value)
      // The quick reader takes integers and texts only as they are written.
      return typeof found === 'string' || Number.isInteger(found) ? String(found) : parse().sourceAt(path)
    },
  }
}

function parseYaml(file: string, text: string): { yaml?: YamlFile; findings: readonly Finding[] } {
  const lines = new LineCounter()
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }
  const document = parse(text, lines)
  if (document === undefined) {
    return {
      findings: [finding(yamlSyntax, { at: { file, line: 1, column: 1 }, message: 'values are nested too deeply' })],
    }
  }
  if (document.errors.length > 0) return { findings: syntaxFindings(document.errors, text, placeAt) }
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    return { findings: [finding(emptyFile, { at: { file, line: 1, column: 1 }, message: 'the file is empty' })] }
  }
  const value = expand(document)
  if ('alias' in value) {
    const at = placeAt(value.alias.range?.[0] ?? 0)
    const name = value.alias.source
    return {
      findings: [
        value.isKnown
          ? finding(aliasBomb, { at, message: `aliases expand to more than ${MAX_ALIASES} copies, *${name} first` })
          : finding(yamlSyntax, { at, message: `there is no anchor &${name} before the alias *${name}` }),
      ],
    }
  }
  return { yaml: located(file, text, document, value.value, placeAt), findings: [] }
}

function parse(text: string, lineCounter: LineCounter): Document | undefined {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, stringKeys: true })
  } catch (error) {
    if (error instanceof RangeError) return undefined // the parser's own recursion
    throw error
  }
}

/** After a first syntax error the parser guesses, so only that one is told; keys given twice are all told. */
function syntaxFindings(
  errors: readonly YAMLParseError[],
  text: string,
  placeAt: (offset: number) => Place,
): readonly Finding[] {
  const syntax = errors.find(({ code }) => code !== 'DUPLICATE_KEY')
  if (syntax === undefined) {
    return errors.map(({ pos }) => {
      const message = `key "${text.slice(...keyRange(text, pos))}" is given twice`
      return finding(duplicateKey, { at: placeAt(pos[0]), message })
    })
  }
  const at = placeAt(syntax.pos[0])
  if (syntax.code === 'TAB_AS_INDENT') {
    return [finding(yamlSyntax, { at, message: 'a tab is used for indentation', fix: 'indent with spaces' })]
  }
  return [finding(yamlSyntax, { at, message: syntax.message.split('\n', 1)[0] ?? syntax.message })]
}

/** The plain value, or the alias that has no anchor or stands first in a bomb. */
function expand(
  document: Document,
): { readonly value: unknown } | { readonly alias: Alias; readonly isKnown: boolean } {
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) }
  } catch (error) {
    const aliases = aliasesOf(document)
    const unknown = aliases.find((alias) => alias.resolve(document) === undefined)
    const alias = unknown ?? aliases[0]
    if (!(error instanceof ReferenceError) || alias === undefined) throw error
    return { alias, isKnown: unknown === undefined }
  }
}

function aliasesOf(document: Document): Alias[] {
  const aliases: Alias[] = []
  visit(document, { Alias: (_key, alias) => void aliases.push(alias) })
  return aliases
}

/** The error points at the second key; the key's text ends at its colon or line. */
function keyRange(text: string, [start, end]: readonly [number, number]): [number, number] {
  const rest = /^[^:\n]*/.exec(text.slice(start))?.[0] ?? ''
  return [start, start + (rest.length || end - start)]
}

function located(
  file: string,
  text: string,
  document: Document,
  value: unknown,
  placeAt: (offset: number) => Place,
): YamlFile {
  const nodeAt = (path: DocPath): unknown => (path.length === 0 ? document.contents : document.getIn(path, true))
  const withPath = (offset: number, path: DocPath): Place => ({
    ...placeAt(offset),
    path: path.reduce<string>(pointer, ''),
  })
  const offsetOf = (node: unknown): number | undefined =>
    isScalar(node) || isCollection(node) || isAlias(node) ? node.range?.[0] : undefined
  const at = (path: DocPath): Place => {
    for (let known = path; ; known = known.slice(0, -1)) {
      const offset = offsetOf(nodeAt(known))
      if (offset !== undefined) return withPath(offset, path)
      if (known.length === 0) return withPath(0, path)
    }
  }
  return {
    file,
    text,
    value,
    at,
    keyAt(path) {
      const map = nodeAt(path.slice(0, -1))
      const pair = isMap(map) ? map.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined
      const offset = offsetOf(pair?.key)
      return offset === undefined ? at(path) : withPath(offset, path)
    },
    sourceAt(path) {
      const node = nodeAt(path)
      return isScalar(node) ? (typeof node.value === 'string' ? node.value : node.source) : undefined
    },
  }
}
