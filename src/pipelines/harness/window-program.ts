import type { ShapeOf } from '../../contracts/codec/shape.ts'
import type { DecodedRecord } from '../../contracts/codec/value.ts'

/** The aggregates of one key in one window; its inside belongs to the program. */
export type WindowState = object

/** The same as a record that can be written: what the program keeps inside turned into values, and back. */
export interface WindowStateForm {
  readonly shape: ShapeOf<'record'>
  save(state: WindowState): object
  load(record: DecodedRecord): WindowState
}

/** A record that outputs are made for when its window closes. */
export interface KeptRecord {
  readonly input: number
  readonly record: DecodedRecord
  /** Event time, microseconds. */
  readonly time: number
  readonly id: string
  readonly offset: number
}

/** What the embedded engine compiles a windowed job into. `start` and `end` are microseconds. */
export interface WindowProgram {
  newWindow(): WindowState
  /** By input; leaves the state unchanged when it throws (overflow). */
  readonly update: readonly ((state: WindowState, record: DecodedRecord) => void)[]
  /** Outputs made once for the window, in the order they were declared. */
  readonly perWindow: readonly OutputProgram[]
  /** By input: outputs made for each of its records. */
  readonly perRecord: readonly (readonly OutputProgram[])[]
}

export interface OutputProgram {
  /** Index in the job's outputs. */
  readonly index: number
  /** The record to write, or undefined when its condition does not hold. */
  make(
    state: WindowState,
    record: DecodedRecord | undefined,
    key: unknown,
    start: number,
    end: number,
  ): DecodedRecord | undefined
  /** Upserts: the row's version. */
  version?(state: WindowState, record: DecodedRecord | undefined, key: unknown, start: number, end: number): bigint
}
