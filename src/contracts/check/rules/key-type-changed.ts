import type { AvroRecord, AvroSchema } from '../../avro/schema.ts'
import { nonNull } from '../../validate/avro-kind.ts'
import { defineCheckRule } from '../rule.ts'

/** Avro may promote the value; the bytes of the key are not promoted. */
export default defineCheckRule({
  id: 'key-type-changed',
  category: 'routing',
  severity: 'error',
  breaks: true,
  what: 'The field that is the record key has another type, or may be null now.',
  why: 'The same key gets other bytes and moves to another partition; null keys are spread over all of them.',
  example: 'the key `order_id` becomes a long, or `["null", "string"]`',
  fix: 'keep the type of the key',
  on: ['type-changed', 'logical-type-changed', 'nullability-changed'],
  check(change, { before, after }) {
    const { path, kind } = change
    if (before === undefined || after === undefined || after.settings.key !== path) return undefined
    if (kind === 'nullability-changed') return change.isNullable ? `the key "${path}" may be null now` : undefined
    const [old, now] = [typeOf(before.schema, path), typeOf(after.schema, path)]
    if (old === undefined || now === undefined) return undefined
    // A change of both kind and logical type is told once.
    if (kind === 'logical-type-changed' && bareKind(old) !== bareKind(now)) return undefined
    const [from, to] = [nonNull(old), nonNull(now)]
    const isSameText = after.settings.keyFormat !== 'avro' && family(from) === family(to)
    return isSameText ? undefined : `the key "${path}" was of type ${from}, now ${to}`
  },
})

const typeOf = ({ fields }: AvroRecord, name: string): AvroSchema | undefined =>
  fields.find((candidate) => candidate.name === name)?.type

const bareKind = (type: AvroSchema): string | undefined =>
  type.kind === 'union' ? type.branches.find(({ kind }) => kind !== 'null')?.kind : type.kind

/** Types whose keys are the same text, and so the same bytes where keys are text; Avro keys begin with the id of their schema. */
const family = (type: string): string =>
  type === 'int' || type === 'long'
    ? 'integer'
    : type === 'string' || type === 'uuid' || type === 'enum'
      ? 'text'
      : type
