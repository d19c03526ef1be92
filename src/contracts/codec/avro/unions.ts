import { RecordProblem } from '../record-problem.ts'
import type { Shape } from '../shape.ts'
import type { AvroEmitter, ReadSite, WriteSite } from './emitter.ts'
import { explainBranch, explainNotNull } from './explain.ts'
import { type Branch, branchesOf, isUnion, Misfit, misfit } from './resolve.ts'

/** Reads a union of the writer, or a plain value where the reader has a union, as the reader's branch that takes it. */
export function readUnion(writer: Shape, reader: Shape, site: ReadSite, emit: AvroEmitter): string {
  if (!isUnion(writer)) {
    const into = readInto({ shape: writer }, reader, site, emit)
    if (into === undefined) throw new Misfit(`no branch takes ${writer.kind}`)
    return into
  }
  const index = emit.fresh()
  const branches = branchesOf(writer)
  const unknown = emit.constant(
    (found: number, path: string) =>
      new RecordProblem('schema', path, `there is no branch ${found} in a union of ${branches.length}`),
  )
  const cases = branches.map((branch, i) => {
    const code =
      branch === undefined
        ? readNull(reader, site, emit)
        : (readInto(branch, reader, site, emit) ?? notTaken(branch, site, emit))
    return `if (${index} === ${i}) { ${code} }`
  })
  return `const ${index} = r.int(); ${cases.join(' else ')} else { ${emit.report(`${unknown}(${index}, ${site.path})`)} }`
}

function readNull(reader: Shape, { output, path }: ReadSite, emit: AvroEmitter): string {
  if (reader.nullable) return output === undefined ? '' : `${output} = null`
  return emit.report(`${emit.constant(explainNotNull)}(${path})`)
}

/** Undefined when no branch of the reader takes the writer's values. */
function readInto({ name, shape }: Branch, reader: Shape, site: ReadSite, emit: AvroEmitter): string | undefined {
  if (reader.kind !== 'union') {
    const plain = { ...reader, nullable: false }
    return misfit(shape, plain) === undefined ? emit.read(shape, plain, site) : undefined
  }
  const fitting = reader.branches.filter((branch) => misfit(shape, branch.shape) === undefined)
  const chosen =
    fitting.find((branch) => branch.name === (name ?? ownName(shape))) ??
    fitting.find((branch) => branch.shape.kind === shape.kind) ??
    fitting[0]
  if (chosen === undefined) return undefined
  const { output } = site
  if (output === undefined) return emit.read(shape, chosen.shape, site)
  const value = emit.fresh()
  return `let ${value}; ${emit.read(shape, chosen.shape, { ...site, output: value })}; ${output} = { branch: ${JSON.stringify(chosen.name)}, value: ${value} }`
}

/** Of named types, where no union names them. */
const ownName = (shape: Shape): string | undefined =>
  shape.kind === 'record' ? shape.definition.name : shape.kind === 'enum' ? shape.name : undefined

function notTaken({ shape }: Branch, { path }: ReadSite, emit: AvroEmitter): string {
  const problem = emit.constant(
    (at: string) => new RecordProblem('schema', at, `the contract takes no ${shape.kind} here`),
  )
  return emit.report(`${problem}(${path})`)
}

export function skipUnion(writer: Shape, emit: AvroEmitter): string {
  const index = emit.fresh()
  const cases = branchesOf(writer).map(
    (branch, i) => `if (${index} === ${i}) { ${branch === undefined ? '' : emit.skip(branch.shape)} }`,
  )
  return `const ${index} = r.int(); ${cases.join(' else ')} else { ${emit.report('damaged()')} }`
}

export function writeUnion(shape: Shape, { input, path }: WriteSite, emit: AvroEmitter): string {
  const nullAt = shape.nullAt ?? 0
  if (shape.kind !== 'union') {
    const code = emit.write({ ...shape, nullable: false } as Shape, { input, path })
    return `if (${input} === null) w.integer(${nullAt}); else { w.integer(${nullAt === 0 ? 1 : 0}); ${code} }`
  }
  const { branches } = shape
  const problem = emit.constant((value: unknown, at: string) =>
    explainBranch(
      branches.map(({ name }) => name),
      value,
      at,
    ),
  )
  const report = emit.report(`${problem}(${input}, ${path})`)
  const tests = branches.map(({ name, shape: branch }, i) => {
    const value = emit.fresh()
    const index = shape.nullable && i >= nullAt ? i + 1 : i
    return `if (${input}.branch === ${JSON.stringify(name)}) { w.integer(${index}); const ${value} = ${input}.value; ${emit.write(branch, { input: value, path })} }`
  })
  const chosen = `if (typeof ${input} !== 'object' || ${input} === null) { ${report} } else ${tests.join(' else ')} else { ${report} }`
  return shape.nullable ? `if (${input} === null) w.integer(${nullAt}); else { ${chosen} }` : chosen
}
