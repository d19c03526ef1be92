import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { type EventLog, Fenced, type OutRecord, type WireFormat } from '../../pipelines/live/ports.ts'
import { Handled, type Letter, type Letters, letterReader } from './letter.ts'

export interface LogLetters {
  readonly log: EventLog
  readonly wire: WireFormat
  /** The topic of dead letters, and its contract where it has one. */
  readonly topic: string
  readonly contract: Contract | undefined
  /** What names of this product begin with. */
  readonly prefix: string
}

/** So many letters a transaction. */
const AT_ONCE = 500

/**
 * Dead letters of a topic. What became of each is a record of the compacted topic `<prefix>.dlq-handled`, written in one
 * transaction with the record that is put back; the transactional id lets one process at a time do it. So a letter is put back
 * once, whoever is killed or comes at the same moment.
 */
export function logLetters({ log, wire, topic, contract, prefix }: LogLetters): Letters {
  const ledger = `${prefix}.dlq-handled`

  const handledOf = async (): Promise<ReadonlyMap<string, Handled>> => {
    const handled = new Map<string, Handled>()
    if (!(await log.partitionCounts([ledger])).has(ledger)) return handled
    const decoder = new TextDecoder()
    for await (const records of log.read({ topic: ledger, partition: 0 })) {
      for (const { key, value } of records) {
        const [of, id] = key === null ? [] : decoder.decode(key).split(' ')
        if (of !== topic || id === undefined || value === null) continue
        handled.set(id, Handled.parse(JSON.parse(decoder.decode(value))))
      }
    }
    return handled
  }

  const handle = async (letters: readonly Letter[], how: Handled, replayed: (letter: Letter) => OutRecord[]) => {
    await log.createTopic(ledger, { partitions: 1, compacted: true })
    const producer = await log.producer(`${prefix}.dlq`)
    try {
      // Only now: nobody else can add to it any more.
      const before = await handledOf()
      const left = letters.filter(({ id }) => !before.has(id))
      for (let from = 0; from < left.length; from += AT_ONCE) {
        const records = left
          .slice(from, from + AT_ONCE)
          .flatMap((letter) => [
            ...replayed(letter),
            { topic: ledger, partition: 0, key: `${topic} ${letter.id}`, value: JSON.stringify(how) },
          ])
        await producer.commit(records, undefined)
      }
      return left.length
    } catch (error) {
      if (!(error instanceof Fenced)) throw error
      throw new DqError('another dq dlq has begun meanwhile and goes on in place of this one', {
        hint: `look what is left: dq dlq list ${topic}`,
        cause: error,
      })
    } finally {
      await producer.close()
    }
  }

  return {
    async *read() {
      const partitions = (await log.partitionCounts([topic])).get(topic)
      if (partitions === undefined)
        throw new DqError(`there is no topic ${topic}`, {
          hint: 'name the topic that the job writes its dead letters to',
        })
      const handled = await handledOf()
      const read = contract === undefined ? undefined : wire.reader(contract)
      const letterOf = letterReader(contract)
      for (let partition = 0; partition < partitions; partition++) {
        for await (const records of log.read({ topic, partition })) {
          for (const { offset, timestamp, value } of records) {
            const id = `${partition}/${offset}`
            const done = handled.get(id)
            const at = {
              id,
              arrival: timestamp,
              state: done?.action ?? ('open' as const),
              ...(done && { handled: done }),
            }
            yield { ...(await decoded(value, read, letterOf, wire, `${topic} ${id}`)), ...at }
          }
        }
      }
    },
    replay: (letters, at) =>
      handle(letters, { action: 'replayed', at }, ({ source, key, raw, id }) => [
        { ...placeOf(source), key, value: raw, headers: { 'dq.replay-of': `${topic} ${id}` } },
      ]),
    drop: (letters, handled) => handle(letters, handled, () => []),
    close: () => log.close(),
  }
}

const placeOf = ({ topic, partition }: Letter['source']) => ({ topic, partition })

async function decoded(
  value: Uint8Array | null,
  read: ReturnType<WireFormat['reader']> | undefined,
  letterOf: ReturnType<typeof letterReader>,
  wire: WireFormat,
  at: string,
) {
  if (read === undefined) return letterOf(JSON.parse(new TextDecoder().decode(value ?? new Uint8Array())), undefined)
  let found = read(value)
  if (found.kind === 'unknown') {
    await wire.load([found.schemaId])
    found = read(value)
  }
  if (found.kind === 'value') return letterOf(found.value, found.schema, found.from)
  throw new DqError(
    `the dead letter ${at} cannot be read: ${found.kind === 'unknown' ? `schema ${found.schemaId}` : found.message}`,
    {
      hint: 'was it written by dq?',
    },
  )
}
