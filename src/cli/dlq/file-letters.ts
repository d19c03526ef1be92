import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { shownPath } from '../shown-path.ts'
import { fileSource } from '../wiring.ts'
import { Handled, type Letter, type Letters, letterReader } from './letter.ts'

export interface FileLetters {
  readonly topic: string
  readonly contract: Contract | undefined
  /** What a run wrote: JSON Lines, plain or gzip, or Avro. */
  readonly path: string
  /** The folder that replayed records are written to, one file a topic: the input of another run. */
  readonly out?: string | undefined
}

const Entry = Handled.extend({ id: z.string() })

/** Dead letters in a file. What became of each stands in `<file>.handled.jsonl`; what is put back are event files in a folder. */
export function fileLetters({ topic, contract, path, out }: FileLetters): Letters {
  const ledger = `${path}.handled.jsonl`
  const handledOf = (): ReadonlyMap<string, Handled> => {
    if (!existsSync(ledger)) return new Map()
    const lines = readFileSync(ledger, 'utf8').split('\n').filter(Boolean)
    return new Map(
      lines.map((line) => {
        const { id, ...handled } = Entry.parse(JSON.parse(line))
        return [id, handled]
      }),
    )
  }
  const record = (letters: readonly Letter[], handled: Handled): number => {
    const before = handledOf()
    const left = letters.filter(({ id }) => !before.has(id))
    const all = [...[...before].map(([id, one]) => ({ id, ...one })), ...left.map(({ id }) => ({ id, ...handled }))]
    replaceFile(ledger, all.map((one) => `${JSON.stringify(one)}\n`).join(''))
    return left.length
  }
  return {
    async *read() {
      const handled = handledOf()
      const letterOf = letterReader(contract)
      const source = await fileSource([{ topic, path }])
      try {
        for await (const batch of source.read()) {
          for (const event of batch) {
            const at = `${event.partition}/${event.offset}`
            if ('unreadable' in event) throw new DqError(`${shownPath(path)}: ${at} is no event: ${event.unreadable}`)
            const done = handled.get(at)
            yield {
              ...letterOf(event.value, event.schema, event.from, event.to),
              id: at,
              arrival: event.arrival,
              state: done?.action ?? 'open',
              ...(done && { handled: done }),
            }
          }
        }
      } finally {
        await source.close()
      }
    },
    async replay(letters, at) {
      if (out === undefined)
        throw new DqError('nothing says where to put the records', {
          hint: 'give --out <folder>: it is written as input for dq run --input',
        })
      const handled = handledOf()
      const left = letters.filter(({ id }) => !handled.has(id))
      const topics = Map.groupBy(left, ({ source }) => source.topic)
      const files = [...topics].map(([name, own]) => ({ file: join(out, `${name}.jsonl`), text: eventLines(own) }))
      mkdirSync(out, { recursive: true })
      for (const { file, text } of files) {
        // The same text is what an earlier try wrote that could not note it any more.
        if (existsSync(file) && readFileSync(file, 'utf8') !== text)
          throw new DqError(`${shownPath(file)} is there already`, {
            hint: 'name a folder that is new: nothing is overwritten',
          })
      }
      for (const { file, text } of files) replaceFile(file, text)
      return record(left, { action: 'replayed', at })
    },
    drop: async (letters, handled) => record(letters, handled),
    close: async () => {},
  }
}

/** In the order that event files have: by arrival, partition, offset. */
function eventLines(letters: readonly Letter[]): string {
  const sorted = letters.toSorted(
    (a, b) => a.arrival - b.arrival || a.source.partition - b.source.partition || a.source.offset - b.source.offset,
  )
  return sorted.map((letter) => `${eventLine(letter)}\n`).join('')
}

function eventLine({ id, source, key, reason, raw, arrival }: Letter): string {
  const text = new TextDecoder().decode(raw)
  // What could not be read at all is the whole line as it was.
  if (reason === 'unreadable') return text
  try {
    JSON.parse(text)
  } catch {
    throw new DqError(`the record of ${id} is no JSON text, so that it cannot stand in a file of JSON Lines`, {
      hint: 'it was read from an Avro file: mend and replay that',
    })
  }
  const { topic, partition, offset } = source
  const before = JSON.stringify({ topic, partition, offset, arrival: new Date(arrival).toISOString(), key })
  return `${before.slice(0, -1)},"value":${text}}`
}

function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.part`, text, { flush: true })
  renameSync(`${path}.part`, path)
}
