import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { FixtureCase } from '../../../src/pipelines/fixture/ports.ts'
import { envelopesOf, type ResolvedJob } from '../../../src/pipelines/job/resolved.ts'
import type { JsonRow } from './rows.ts'

/** What Flink SQL does not do, by position: the late records and the dead letters that the golden outputs name. */
export function notClaimed(job: ResolvedJob, fixture: FixtureCase): ReadonlySet<string> {
  const topics = new Set(envelopesOf(job).map(({ topic }) => topic))
  return new Set(
    fixture.expected
      .filter(({ topic }) => topics.has(topic))
      .flatMap(({ path }) => jsonLines(textOf(path)))
      .map(({ value }) => position(value as JsonRow)),
  )
}

/** Lays out a folder for each input topic, with the case's file; records that are not claimed are left out. */
export function layInputs(job: ResolvedJob, fixture: FixtureCase, folder: string, out: ReadonlySet<string>): void {
  for (const { contract } of job.inputs) {
    // A topic without a file is an empty folder.
    const to = join(folder, contract.name)
    mkdirSync(to, { recursive: true })
    for (const { path } of fixture.inputs.filter(({ topic }) => topic === contract.name)) {
      if (out.size === 0) cpSync(path, join(to, basename(path)))
      else writeFileSync(join(to, `${contract.name}.jsonl`), kept(textOf(path), out))
    }
  }
}

const kept = (text: string, out: ReadonlySet<string>): string =>
  text
    .split('\n')
    .filter((line) => {
      try {
        return !out.has(position(JSON.parse(line) as JsonRow))
      } catch {
        // What cannot be read is a dead letter.
        return line === ''
      }
    })
    .join('\n')

const position = ({ topic, partition, offset }: JsonRow): string => `${topic} ${partition} ${offset}`

const textOf = (file: string): string => {
  const bytes = readFileSync(file)
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

export const jsonLines = (text: string): readonly JsonRow[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): JsonRow => JSON.parse(line))

/** The lines of a case's golden output of that topic; none when it has none. */
export const goldenRows = (fixture: FixtureCase, topic: string): readonly JsonRow[] =>
  fixture.expected
    .filter((file) => file.topic === topic)
    .flatMap(({ path }) => jsonLines(textOf(path)))
    .map(({ value }) => value as JsonRow)
