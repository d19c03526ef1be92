import type { JsonKinds } from '../emitter.ts'
import { array } from './array.ts'
import { boolean } from './boolean.ts'
import { bytes } from './bytes.ts'
import { date } from './date.ts'
import { decimal } from './decimal.ts'
import { enumeration } from './enum.ts'
import { floating } from './floating.ts'
import { integer } from './integer.ts'
import { long } from './long.ts'
import { map } from './map.ts'
import { record } from './record.ts'
import { string } from './string.ts'
import { time } from './time.ts'
import { timestamp } from './timestamp.ts'
import { union } from './union.ts'
import { uuid } from './uuid.ts'

/** One entry a kind of shape: a new kind does not compile until it can be read and written. */
export const jsonKinds: JsonKinds = {
  boolean,
  int: integer,
  int53: integer,
  long,
  float: floating,
  double: floating,
  decimal,
  string,
  enum: enumeration,
  uuid,
  bytes,
  date,
  time,
  timestamp,
  array,
  map,
  record,
  union,
}
