import { Flags } from '@oclif/core'
import { DqError } from '../../kernel/errors.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** `--run-id`: OpenLineage asks for a UUID. */
export const uuidFlag = Flags.custom<string>({
  async parse(text) {
    if (UUID.test(text)) return text.toLowerCase()
    throw new DqError(`"${text}" is no UUID`, {
      hint: 'e.g. the output of uuidgen, the same for all events of the run',
    })
  },
})

/** `--time`: a moment with its zone. */
export const momentFlag = Flags.custom<string>({
  async parse(text) {
    if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)))
      return new Date(text).toISOString()
    throw new DqError(`"${text}" is no moment`, { hint: 'write it in ISO 8601 with its zone: 2026-11-23T08:00:00Z' })
  },
})
