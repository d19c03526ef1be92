import { expect, test } from 'vitest'
import type { Settings } from '../../../src/cli/config.ts'
import type { Elsewhere } from '../../../src/cli/privacy/elsewhere.ts'
import { eraseElsewhere } from '../../../src/cli/privacy/erase-elsewhere.ts'
import type { Found } from '../../../src/cli/privacy/find.ts'
import { Fenced, Unavailable } from '../../../src/pipelines/live/ports.ts'

const found = {
  topics: [{ topic: 'customer.state', isState: false, keys: [{ partition: 0, key: Uint8Array.of(1) }] }],
  stores: [],
} as unknown as Found
const settings = { use: { kafka: {} } } as unknown as Settings

// biome-ignore format: one row a case
const troubles: [what: string, error: Error, says: string][] = [
  ['the broker goes away',      new Unavailable('kafka', 'no broker answers'), 'the erasure was interrupted: kafka cannot be reached any more'],
  ['somebody else erases, too', new Fenced('by a newer producer'),             'the erasure was interrupted: another erasure writes to the topics now'],
]

test.for(troubles)('in the middle of it %s: that is told with the way on', async ([, error, message]) => {
  const producer = () => Promise.reject(error)
  const elsewhere = { log: { producer } } as unknown as Elsewhere
  await expect(eraseElsewhere(settings, elsewhere, found, () => {})).rejects.toMatchObject({
    message,
    hint: 'the same command takes it up where it was',
  })
})
