import type { Operator } from '../operator.ts'
import absOperator from './abs.ts'
import addOperator from './add.ts'
import addMillisOperator from './addMillis.ts'
import andOperator from './and.ts'
import betweenOperator from './between.ts'
import caseWhenOperator from './caseWhen.ts'
import castOperator from './cast.ts'
import coalesceOperator from './coalesce.ts'
import concatOperator from './concat.ts'
import containsOperator from './contains.ts'
import dateOfOperator from './dateOf.ts'
import divOperator from './div.ts'
import eqOperator from './eq.ts'
import greatestOperator from './greatest.ts'
import gtOperator from './gt.ts'
import gteOperator from './gte.ts'
import isInOperator from './isIn.ts'
import isNotNullOperator from './isNotNull.ts'
import isNullOperator from './isNull.ts'
import leastOperator from './least.ts'
import lengthOperator from './length.ts'
import listOfOperator from './listOf.ts'
import ltOperator from './lt.ts'
import lteOperator from './lte.ts'
import millisOfOperator from './millisOf.ts'
import mulOperator from './mul.ts'
import neOperator from './ne.ts'
import negOperator from './neg.ts'
import notOperator from './not.ts'
import nullIfOperator from './nullIf.ts'
import orOperator from './or.ts'
import secondsBetweenOperator from './secondsBetween.ts'
import startsWithOperator from './startsWith.ts'
import subOperator from './sub.ts'
import substringOperator from './substring.ts'
import trimOperator from './trim.ts'

export { date, decimal, double, float, long, timestamp } from '../constants.ts'
export { abs } from './abs.ts'
export { add } from './add.ts'
export { addMillis } from './addMillis.ts'
export { and } from './and.ts'
export { between } from './between.ts'
export { caseWhen } from './caseWhen.ts'
export { type CastTarget, cast, toDouble } from './cast.ts'
export { coalesce } from './coalesce.ts'
export { concat } from './concat.ts'
export { contains } from './contains.ts'
export { dateOf } from './dateOf.ts'
export { type DivOptions, div } from './div.ts'
export { eq } from './eq.ts'
export { greatest } from './greatest.ts'
export { gt } from './gt.ts'
export { gte } from './gte.ts'
export { isIn } from './isIn.ts'
export { isNotNull } from './isNotNull.ts'
export { isNull } from './isNull.ts'
export { least } from './least.ts'
export { length } from './length.ts'
export { listOf } from './listOf.ts'
export { lt } from './lt.ts'
export { lte } from './lte.ts'
export { millisOf } from './millisOf.ts'
export { mul } from './mul.ts'
export { ne } from './ne.ts'
export { neg } from './neg.ts'
export { not } from './not.ts'
export { nullIf } from './nullIf.ts'
export { or } from './or.ts'
export { secondsBetween } from './secondsBetween.ts'
export { startsWith } from './startsWith.ts'
export { sub } from './sub.ts'
export { substring } from './substring.ts'
export { trim } from './trim.ts'

/** The closed list of operators, by name. A test holds that every file of this folder is here. */
export const operators: Readonly<Record<string, Operator>> = {
  abs: absOperator,
  add: addOperator,
  addMillis: addMillisOperator,
  and: andOperator,
  between: betweenOperator,
  caseWhen: caseWhenOperator,
  cast: castOperator,
  coalesce: coalesceOperator,
  concat: concatOperator,
  contains: containsOperator,
  dateOf: dateOfOperator,
  div: divOperator,
  eq: eqOperator,
  greatest: greatestOperator,
  gt: gtOperator,
  gte: gteOperator,
  isIn: isInOperator,
  isNotNull: isNotNullOperator,
  isNull: isNullOperator,
  least: leastOperator,
  length: lengthOperator,
  listOf: listOfOperator,
  lt: ltOperator,
  lte: lteOperator,
  millisOf: millisOfOperator,
  mul: mulOperator,
  ne: neOperator,
  neg: negOperator,
  not: notOperator,
  nullIf: nullIfOperator,
  or: orOperator,
  secondsBetween: secondsBetweenOperator,
  startsWith: startsWithOperator,
  sub: subOperator,
  substring: substringOperator,
  trim: trimOperator,
}
