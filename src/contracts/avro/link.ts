import { pointer } from '../../kernel/json.ts'
import { defaultFault, FieldsNotKnown } from './default-fault.ts'
import { AvroSchemaError } from './error.ts'
import { children } from './named-types.ts'
import { branchName } from './names.ts'
import { duplicateBranch } from './read-schema.ts'
import type { AvroField, AvroRecord, AvroSchema } from './schema.ts'
import type { Scope } from './scope.ts'
import { unknownType } from './unknown-type.ts'

/**
 * Puts the named types where stand-ins are, after judging unions and defaults once more with the types known: as Avro
 * Java does, which copies records one by one, depth first, and gives up on a default that needs the fields of a record
 * it has not finished copying. (So `next: Node = {}` inside Node is refused, and the order of definitions counts.)
 */
export function link(root: AvroSchema, scope: Scope): void {
  // Without a reference ahead, everything was judged when it was read.
  if (scope.standIns.size === 0) return
  for (const { fullName, pointer: at } of scope.standIns.values())
    if (!scope.known.has(fullName)) throw unknownType(fullName, at, scope.known.keys())
  if (scope.deferred !== undefined) throw scope.deferred
  const alone = scope.standIns.get(root)
  if (alone !== undefined) throw unknownType(alone.fullName, alone.pointer, scope.known.keys())

  const first = newPass(scope, false)
  for (const type of scope.defined) judge(type, first, scope)
  // A root without a name is copied after the named types; what it refers to ahead of its definition is copied anew.
  if (!('fullName' in root)) judge(root, { ...first, again: newPass(scope, true) }, scope)
  substitute(root, scope)
}

/** One round of copying. */
interface Pass {
  /** Schemas whose copy has begun, and stand-ins that have theirs. */
  readonly begun: Set<AvroSchema>
  /** Records whose copy has its fields. */
  readonly complete: Set<AvroSchema>
  /** Whether references are direct by now: stand-ins have given way to types. */
  readonly direct: boolean
  /** The pass in which types behind stand-ins are copied, when it is not this one. */
  readonly again?: Pass
}

/** Types given from outside are complete from the start. */
function newPass(scope: Scope, direct: boolean): Pass {
  const given = [...scope.known.values()].filter((type) => !scope.defined.has(type))
  return { begun: new Set(given), complete: new Set(given), direct }
}

type Step = { readonly visit: AvroSchema } | { readonly leave: AvroSchema }

interface Round {
  readonly pass: Pass
  readonly steps: Step[]
  readonly visited: Set<AvroSchema>
}

function judge(start: AvroSchema, pass: Pass, scope: Scope): void {
  const rounds: Round[] = [{ pass, steps: [{ visit: start }], visited: new Set() }]
  for (let round = rounds.at(-1); round !== undefined; round = rounds.at(-1)) {
    const step = round.steps.pop()
    if (step === undefined) rounds.pop()
    else if ('leave' in step) leave(step.leave, round.pass, scope)
    else enter(step.visit, round, rounds, scope)
  }
}

function enter(written: AvroSchema, round: Round, rounds: Round[], scope: Scope): void {
  const target = behind(written, scope)
  const { direct, again = round.pass } = round.pass
  if (target !== written && !direct) {
    if (!round.pass.begun.has(written) && !again.begun.has(target))
      rounds.push({ pass: again, steps: [{ visit: target }], visited: new Set() })
    round.pass.begun.add(written)
    return
  }
  const given = 'fullName' in target && !scope.defined.has(target) && scope.known.get(target.fullName) === target
  if (given || round.visited.has(target)) return
  round.visited.add(target)
  round.pass.begun.add(target)
  const inner = children(target)
  round.steps.push({ leave: target })
  // A record's fields are copied in their order, the branches of a union from the last to the first.
  for (const child of target.kind === 'union' ? inner : inner.toReversed()) round.steps.push({ visit: child })
}

function leave(schema: AvroSchema, pass: Pass, scope: Scope): void {
  if (schema.kind === 'union') {
    const names = new Set<string>()
    for (const [i, written] of schema.branches.entries()) {
      const branch = behind(written, scope)
      if (names.has(branchName(branch))) throw duplicateBranch(branch, pointer(place(schema, scope), i))
      names.add(branchName(branch))
    }
  } else if (schema.kind === 'record' && !pass.complete.has(schema)) {
    for (const field of schema.fields) judgeDefault(field, schema, pass, scope)
    pass.complete.add(schema)
  }
}

function judgeDefault(field: AvroField, record: AvroRecord, pass: Pass, scope: Scope): void {
  const { default: value, type } = field
  if (value === undefined || (typeof value === 'string' && (type.kind === 'float' || type.kind === 'double'))) return
  const at = pointer(place(field, scope), 'default')
  const view = {
    floats: scope.floats,
    behind: (schema: AvroSchema) => behind(schema, scope),
    fieldsKnown: (needed: AvroRecord) => pass.complete.has(needed),
  }
  try {
    const fault = defaultFault(type, value, at, view)
    if (fault !== undefined)
      throw new AvroSchemaError(`Field "${field.name}": ${fault.message}`, { pointer: fault.pointer, hint: fault.hint })
  } catch (error) {
    if (!(error instanceof FieldsNotKnown)) throw error
    const needed = error.record === record ? 'its own record' : error.record.fullName
    throw new AvroSchemaError(
      `The default of field "${field.name}" needs the fields of ${needed}, which holds ${record.fullName} itself: Avro Java refuses it`,
      { pointer: at, hint: 'Make the type a union with "null" as its first branch, and the default null.' },
    )
  }
}

const place = (node: AvroSchema | AvroField, scope: Scope): string => scope.pointers.get(node) ?? ''

function behind(schema: AvroSchema, scope: Scope): AvroSchema {
  const standIn = scope.standIns.get(schema)
  return standIn === undefined ? schema : (scope.known.get(standIn.fullName) ?? schema)
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** The graph is built of objects of this parse only, so its references may still be filled in. */
function substitute(root: AvroSchema, scope: Scope): void {
  const seen = new Set<AvroSchema>(scope.standIns.keys())
  const todo: AvroSchema[] = [root, ...scope.defined]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    if (next.kind === 'record')
      for (const field of next.fields) (field as Mutable<AvroField>).type = behind(field.type, scope)
    else if (next.kind === 'array') (next as Mutable<typeof next>).items = behind(next.items, scope)
    else if (next.kind === 'map') (next as Mutable<typeof next>).values = behind(next.values, scope)
    else if (next.kind === 'union')
      (next as Mutable<typeof next>).branches = next.branches.map((branch) => behind(branch, scope))
    todo.push(...children(next))
  }
}
