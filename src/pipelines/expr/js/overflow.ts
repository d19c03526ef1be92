/** A value left the range of its type at run time; the engine sends the record that caused it to the dead letters. */
export class ExprOverflow extends Error {
  /** Name of the operator or aggregate, or `store` for a value that does not fit the field it is written to. */
  readonly operator: string
  /** The type it had to fit in, e.g. `decimal(15,2)`. */
  readonly target: string

  constructor(operator: string, target: string) {
    super(`${operator}: the result does not fit in ${target}`)
    this.name = 'ExprOverflow'
    this.operator = operator
    this.target = target
  }
}
