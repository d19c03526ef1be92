import type { Type } from '../../kernel/value-type.ts'
import type { CodeBlock } from './js/code-block.ts'
import { wants } from './mismatch.ts'
import type { LazyArg, OperatorProblem } from './operator.ts'
import type { ExprType } from './types.ts'

/** Booleans in, boolean out; null (unknown) when one may be. */
export function logicType(args: readonly ExprType[]): Type | OperatorProblem {
  const wrong = args.find((arg) => arg.kind !== 'boolean' && arg.kind !== 'null')
  if (wrong !== undefined) return wants('conditions (true or false)', wrong)
  return { kind: 'boolean', nullable: args.some((arg) => arg.nullable) }
}

/** `and` (decided by false) and `or` (decided by true): once decided, the rest is not evaluated. */
export function emitLogic(args: readonly LazyArg[], decider: boolean, out: CodeBlock): string {
  const plain = plainLogic(args, decider, out)
  if (plain !== undefined) return plain
  const result = out.name()
  out.line(`let ${result} = ${!decider}`)
  emitFrom(0, out)
  return result

  function emitFrom(index: number, block: CodeBlock): void {
    const arg = args[index]!
    if (!arg.type.nullable) {
      block.line(`if (${decider ? '' : '!'}${arg.atom(block)}) ${result} = ${decider}`)
    } else {
      const value = arg.atom(block)
      block.line(`if (${value} === ${decider}) ${result} = ${decider}`)
      block.line(`else if (${value} === null) ${result} = null`)
    }
    if (index + 1 < args.length) block.block(`if (${result} !== ${decider})`, (inner) => emitFrom(index + 1, inner))
  }
}

/** One JavaScript expression, when nothing is nullable and no argument needs statements of its own. */
function plainLogic(args: readonly LazyArg[], decider: boolean, out: CodeBlock): string | undefined {
  if (args.some((arg) => arg.type.nullable)) return undefined
  const texts: string[] = []
  for (const arg of args) {
    const block = out.scratch()
    texts.push(arg.emit(block))
    if (block.lines.length > 0) return undefined
  }
  return `(${texts.join(decider ? ' || ' : ' && ')})`
}
