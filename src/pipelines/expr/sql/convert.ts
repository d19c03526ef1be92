import type { Type } from '../../../kernel/value-type.ts'
import { type ExprType, sameType } from '../types.ts'
import type { Dialect } from './dialect.ts'
import { sqlType } from './types.ts'

/** The text cast to that type; as it is when it has it already. */
export const sqlAs = (arg: { readonly text: string; readonly type: ExprType }, to: Type, dialect: Dialect): string =>
  sameType(arg.type, to) ? arg.text : `CAST(${arg.text} AS ${sqlType(to, dialect)})`
