import type { JsScope } from '../../expr/js/emit.ts'
import type { ExprJob } from '../../job/resolved.ts'
import { typeOfRef } from '../../job/type-of-ref.ts'
import { member } from './state-code.ts'

/** References to the fields of the record `r`: all that an aggregate may name. */
export const recordScope = (job: ExprJob): JsScope => ({
  typeOf: (ref) => typeOfRef(job, ref),
  js: (ref) => member('r', ref.name),
})
