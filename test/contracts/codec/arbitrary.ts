import fc from 'fast-check'
import type { AvroSchema } from '../../../src/contracts/avro/schema.ts'
import type { FieldConstraints } from '../../../src/contracts/model.ts'
import {
  array,
  contract,
  DATE,
  decimal,
  enumeration,
  field,
  fixed,
  LONG,
  map,
  nullable,
  primitive,
  record,
  STRING,
  TIME,
  TIME_MILLIS,
  TIMESTAMP,
  TIMESTAMP_MILLIS,
  UUID,
  union,
} from './schemas.ts'

/** A random Avro type, with constraints that its values keep, and an arbitrary of its values in their fixed representation. */
export interface Case {
  readonly schema: AvroSchema
  readonly constraints: FieldConstraints
  readonly values: fc.Arbitrary<unknown>
}

const of = (schema: AvroSchema, values: fc.Arbitrary<unknown>, constraints: FieldConstraints = {}): Case => ({
  schema,
  constraints,
  values,
})

const MAX = Number.MAX_SAFE_INTEGER
const text = fc.string({ unit: 'binary' })
const bytes = fc.uint8Array({ maxLength: 20 })

/** Names are unique: Avro names a type once. */
let names = 0
const fresh = (prefix: string): string => `${prefix}${names++}`

const decimals = fc
  .integer({ min: 1, max: 38 })
  .chain((precision) => fc.tuple(fc.constant(precision), fc.integer({ min: 0, max: precision }), fc.boolean()))
  .map(([precision, scale, inFixed]) => {
    const most = 10n ** BigInt(precision) - 1n
    const unscaled = fc.bigInt(-most, most)
    const schema = inFixed ? fixed(fresh('D'), 17, { name: 'decimal', precision, scale }) : decimal(precision, scale)
    return of(schema, precision <= 15 ? unscaled.map(Number) : unscaled)
  })

const bounded = fc.tuple(fc.integer({ min: -MAX, max: MAX }), fc.integer({ min: -MAX, max: MAX })).map(([a, b]) => {
  const [low, high] = [Math.min(a, b), Math.max(a, b)]
  return of(LONG, fc.integer({ min: low, max: high }), { minimum: String(low), maximum: String(high) })
})

const scalars: fc.Arbitrary<Case> = fc.oneof(
  fc.constantFrom(
    of(primitive('boolean'), fc.boolean()),
    of(primitive('int'), fc.integer()),
    of(LONG, fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n)),
    of(primitive('float'), fc.float()),
    of(primitive('double'), fc.double()),
    of(STRING, text),
    of(STRING, fc.string({ unit: 'binary', minLength: 2, maxLength: 5 }), { minLength: 2, maxLength: 5 }),
    of(STRING, fc.stringMatching(/^[A-Z]{2}$/), { pattern: '^[A-Z]{2}$' }),
    of(UUID, fc.uuid()),
    of(primitive('bytes'), bytes),
    of(DATE, fc.integer({ min: -719_162, max: 2_932_896 })),
    of(TIME, fc.integer({ min: 0, max: 86_399_999_999 })),
    of(
      TIME_MILLIS,
      fc.integer({ min: 0, max: 86_399_999 }).map((millis) => millis * 1000),
    ),
    of(TIMESTAMP, fc.integer({ min: -MAX, max: MAX })),
    of(
      TIMESTAMP_MILLIS,
      fc.integer({ min: -9_007_199_254_740, max: 9_007_199_254_740 }).map((millis) => millis * 1000),
    ),
  ),
  decimals,
  bounded,
  fc
    .uniqueArray(fc.stringMatching(/^[A-Za-z_]\w{0,8}$/), { minLength: 1, maxLength: 5 })
    .map((symbols) => of(enumeration(fresh('E'), ...symbols), fc.constantFrom(...symbols))),
  fc
    .integer({ min: 0, max: 8 })
    .map((size) => of(fixed(fresh('F'), size), fc.uint8Array({ minLength: size, maxLength: size }))),
)

const fieldName = fc.oneof(
  fc.stringMatching(/^[A-Za-z_]\w{0,8}$/),
  fc.constantFrom('__proto__', 'constructor', 'valueOf', 'a"b', 'a\nb'),
)

const recordOf = (cases: readonly Case[], fieldNames: readonly string[]) => {
  const used = fieldNames.slice(0, cases.length).map((name, i) => ({ name, ...cases[i]! }))
  return {
    schema: record(fresh('R'), ...used.map(({ name, schema }) => field(name, schema))),
    // Built by entries: "__proto__" must become an own property.
    values: fc
      .tuple(...used.map(({ values }) => values))
      .map((values) => Object.fromEntries(used.map(({ name }, i) => [name, values[i]]))),
    constraints: Object.fromEntries(used.map(({ name, constraints }) => [name, constraints])),
  }
}

const fieldNames = fc.uniqueArray(fieldName, { minLength: 4, maxLength: 8 })

const anyCase: fc.Arbitrary<Case> = fc.letrec<{ any: Case; plain: Case }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie('plain'),
    tie('plain').map(({ schema, values, constraints }) => of(nullable(schema), fc.option(values), constraints)),
    fc
      .uniqueArray(tie('plain'), { minLength: 2, maxLength: 4, selector: ({ schema }) => nameOf(schema) })
      .map((cases) => cases.map(unbounded))
      .map((cases) =>
        of(
          union(...cases.map(({ schema }) => schema)),
          fc.oneof(...cases.map(({ schema, values }) => values.map((value) => ({ branch: nameOf(schema), value })))),
        ),
      ),
  ),
  plain: fc.oneof(
    { maxDepth: 3 },
    scalars,
    tie('any')
      .map(unbounded)
      .map(({ schema, values }) => of(array(schema), fc.array(values, { maxLength: 4 }))),
    tie('any')
      .map(unbounded)
      .map(({ schema, values }) =>
        of(
          map(schema),
          fc.array(fc.tuple(text, values), { maxLength: 4 }).map((entries) => new Map(entries)),
        ),
      ),
    fc.tuple(fc.array(tie('any').map(unbounded), { maxLength: 4 }), fieldNames).map(([cases, names]) => {
      const { schema, values } = recordOf(cases, names)
      return of(schema, values)
    }),
  ),
})).any

/** Constraints reach top-level fields only: inside, a long is a bigint however it would be bounded at the top. */
function unbounded(inner: Case): Case {
  const isBoundedLong = inner.constraints.minimum !== undefined
  return isBoundedLong
    ? of(
        inner.schema,
        inner.values.map((value) => (typeof value === 'number' ? BigInt(value) : value)),
      )
    : inner
}

const nameOf = (schema: AvroSchema): string => ('fullName' in schema ? schema.fullName : schema.kind)

/** A random contract with an arbitrary of its records. */
export const contracts = fc.tuple(fc.array(anyCase, { maxLength: 6 }), fieldNames).map(([cases, names]) => {
  const { schema, values, constraints } = recordOf(cases, names)
  return { contract: contract(schema, constraints), records: values }
})
