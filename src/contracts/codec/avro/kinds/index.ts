import type { AvroKinds } from '../emitter.ts'
import { array } from './array.ts'
import { boolean } from './boolean.ts'
import { bytes } from './bytes.ts'
import { decimal } from './decimal.ts'
import { enumeration } from './enum.ts'
import { floating } from './floating.ts'
import { integer } from './integer.ts'
import { long } from './long.ts'
import { map } from './map.ts'
import { record } from './record.ts'
import { string } from './string.ts'
import { uuid } from './uuid.ts'

/** One entry a kind of shape: a new kind does not compile until it can be read and written. */
export const avroKinds: AvroKinds = {
  boolean,
  int: integer,
  int53: integer,
  date: integer,
  time: integer,
  timestamp: integer,
  long,
  float: floating,
  double: floating,
  decimal,
  string,
  enum: enumeration,
  uuid,
  bytes,
  array,
  map,
  record,
}
