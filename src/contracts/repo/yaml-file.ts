import { type Document, isAlias, isCollection, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { Finding, Place } from '../../kernel/finding.ts'
import { pointer } from '../../kernel/json.ts'
import { finding } from '../validate/rule.ts'
import aliasBomb from '../validate/rules/alias-bomb.ts'
import duplicateKey from '../validate/rules/duplicate-key.ts'
import emptyFile from '../validate/rules/empty-file.ts'
import yamlSyntax from '../validate/rules/yaml-syntax.ts'
import type { DocPath, Located } from './located.ts'

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
  if (document.errors.length > 0) {
    const findings = document.errors.map((error) => {
      const message = error.message.split('\n', 1)[0] ?? error.message
      const at = placeAt(error.pos[0])
      if (error.code === 'DUPLICATE_KEY') {
        return finding(duplicateKey, {
          at,
          message: `key "${text.slice(...keyRange(text, error.pos))}" is given twice`,
        })
      }
      const tab = error.code === 'TAB_AS_INDENT'
      return finding(yamlSyntax, {
        at,
        message: tab ? 'a tab is used for indentation' : message,
        ...(tab && { fix: 'indent with spaces' }),
      })
    })
    return { findings }
  }
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    return { findings: [finding(emptyFile, { at: { file, line: 1, column: 1 }, message: 'the file is empty' })] }
  }
  const value = expand(document)
  if (value === undefined) {
    const at = placeAt(firstAlias(document))
    return {
      findings: [
        finding(aliasBomb, { at, message: `aliases (*name) expand to more than ${MAX_ALIASES} copies: refused` }),
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

function expand(document: Document): { readonly value: unknown } | undefined {
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) }
  } catch (error) {
    if (error instanceof ReferenceError) return undefined
    throw error
  }
}

function firstAlias(document: Document): number {
  let offset = 0
  visit(document, {
    Alias(_key, node) {
      offset = node.range?.[0] ?? 0
      return visit.BREAK
    },
  })
  return offset
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
