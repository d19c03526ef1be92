import { Document, isScalar, isSeq, visit } from 'yaml'
import type { Tree } from './yaml-tree.ts'

const SHORT = 60

/** YAML as people write it: blocks, and short lists on one line. Readers of YAML 1.1 (PyYAML) get the same values: a date in quotes stays a text. */
export function yamlOf(tree: Tree): string {
  const document = new Document(tree, { aliasDuplicateObjects: false, version: '1.1' })
  visit(document, {
    Seq(_key, list) {
      const values = list.items.map((item) => (isScalar(item) ? String(item.value) : undefined))
      const length = values.reduce((sum, value) => sum + (value?.length ?? SHORT) + 2, 0)
      list.flow = isSeq(list) && length < SHORT
    },
    Scalar(_key, scalar) {
      // What other readers of YAML may take for the end of a line, or for nothing at all, is written as an escape.
      if (typeof scalar.value === 'string' && (ODD.test(scalar.value) || OTHERWISE.test(scalar.value)))
        scalar.type = 'QUOTE_DOUBLE'
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

/** Plain text in YAML 1.1, and something else in 1.2 or to PyYAML. */
const OTHERWISE = /^(0o[0-7]+|=|<<)$/

const ODD = /[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|[\u2028\u2029]/u
