import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe } from 'vitest'
import { openFileSource } from '../../src/adapters/event-source/files.ts'
import { openMemorySource } from '../../src/adapters/event-source/memory.ts'
import { type GivenEvent, testEventSource } from './event-source.suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-source-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

const toLine = ({ arrival, ...event }: GivenEvent) =>
  `${JSON.stringify({ ...event, arrival: new Date(arrival).toISOString() })}\n`

function write(events: readonly GivenEvent[], pack: (text: string) => string | Buffer) {
  return [...new Set(events.map(({ topic }) => topic)), 'empty'].map((topic) => {
    const path = join(folder, `${files++}.jsonl`)
    writeFileSync(
      path,
      pack(
        events
          .filter((event) => event.topic === topic)
          .map(toLine)
          .join(''),
      ),
    )
    return { topic, path }
  })
}

describe('JSON Lines files', () => testEventSource(async (events) => openFileSource(write(events, (text) => text))))

describe('JSON Lines files packed with gzip, in two members', () =>
  testEventSource(async (events) =>
    openFileSource(write(events, (text) => Buffer.concat([gzipSync(text.slice(0, 100)), gzipSync(text.slice(100))]))),
  ))

describe('memory', () => testEventSource(async (events) => openMemorySource(events)))
