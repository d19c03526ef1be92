import { type Document, visit } from 'yaml'
import { parseShape } from '../../contracts/repo/shape-findings.ts'
import { readYaml } from '../../contracts/repo/yaml-file.ts'
import { DqError } from '../../kernel/errors.ts'
import { ExpectationSuite } from '../suite.ts'
import { jsonOf } from './to-json.ts'
import { yamlOf } from './to-yaml.ts'
import { plainTree, yamlTree } from './yaml-tree.ts'

export interface ConvertedSuite {
  readonly text: string
  /** Whether the text had comments, which JSON has no place for. */
  readonly hadComments: boolean
}

/** A suite in the other format: every name, value, order and integer of it, but no comments. */
export function convertSuite(file: string, text: string, to: 'json' | 'yaml'): ConvertedSuite {
  const { yaml, findings } = readYaml(file, text)
  const shape = yaml === undefined ? { findings } : parseShape(ExpectationSuite, yaml)
  const [first] = shape.findings
  if (first !== undefined)
    throw new DqError(`this is no suite: ${first.message}`, { at: first.at, ...(first.fix && { hint: first.fix }) })
  const document = yamlTree(file, text)
  const tree = plainTree(document)
  const converted = to === 'json' ? jsonOf(tree) : yamlOf(tree)
  if (jsonOf(plainTree(yamlTree(file, converted))) !== jsonOf(tree))
    throw new Error(`the ${to} of ${file} does not say the same`)
  return { text: converted, hadComments: hasComments(document) }
}

function hasComments(document: Document): boolean {
  let found = Boolean(document.comment || document.commentBefore)
  visit(document, {
    Node(_key, node) {
      found ||= Boolean(node.comment || node.commentBefore)
    },
  })
  return found
}
