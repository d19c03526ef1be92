import { z } from 'zod'
import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { defineExpectation } from '../expectation.ts'
import { promisedFreshness } from '../freshness.ts'
import { column } from '../kwargs.ts'

interface Params {
  readonly column?: string | undefined
  readonly max_age_minutes?: number | undefined
}

/** What the parameters leave out is what the contract promises. */
function limitOf(params: Params, contract: Contract | undefined) {
  const promise = promisedFreshness(contract)
  return {
    column: params.column ?? promise?.column,
    minutes: params.max_age_minutes ?? promise?.minutes,
    isPromised: params.max_age_minutes === undefined,
  }
}

export default defineExpectation({
  type: 'dq_rows_to_be_fresh',
  what: 'The newest value of a timestamp column is at most so old by the wall clock; by default as the freshness in slaProperties of the contract says. Without a row it fails.',
  kwargs: z.strictObject({ column: column.optional(), max_age_minutes: z.number().positive().optional() }),
  words(params, contract) {
    const { column, minutes, isPromised } = limitOf(params, contract)
    return `the newest ${column} is at most ${minutes} minutes old${isPromised ? ', as its contract promises' : ''}`
  },
  columns(params, contract) {
    const { column } = limitOf(params, contract)
    return column === undefined ? [] : [{ name: column, path: ['column'], needs: 'an order' }]
  },
  problem(params, contract) {
    const { column, minutes } = limitOf(params, contract)
    const lacking = [...(column === undefined ? ['column'] : []), ...(minutes === undefined ? ['max_age_minutes'] : [])]
    if (lacking.length === 0) return undefined
    const message = `${lacking.join(' and ')} must be given: ${contract === undefined ? 'the table has no contract' : `the contract ${contract.name} promises no freshness`}`
    return { path: [], message }
  },
  plan(params, { dialect, now, contract }) {
    const { column = '', minutes = 0 } = limitOf(params, contract)
    if (now === undefined) throw new DqError('dq_rows_to_be_fresh needs the time of the run')
    return {
      measures: { newest: `max(${dialect.quote(column)})` },
      judge({ newest = null }) {
        const age = newest === null ? null : (now - instant(newest)) / 60_000
        return {
          success: age !== null && age <= minutes,
          result: {
            observed_value: newest,
            details: { age_minutes: age === null ? null : Math.round(age * 1000) / 1000, max_age_minutes: minutes },
          },
        }
      },
    }
  },
})

/** Timestamps without a zone are UTC. */
function instant(value: string | number | boolean): number {
  const text = String(value).replace(/\+00$/, 'Z')
  return Date.parse(/Z$/.test(text) || !text.includes('T') ? text : `${text}Z`)
}
