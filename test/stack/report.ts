import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { table } from '../../src/cli/table.ts'
import { chooseProvider } from './provider.ts'

interface Line {
  readonly at: 'ready' | 'end'
  readonly name: string
  readonly product: string
  readonly seconds: number
  readonly cpuSeconds?: number
  readonly memoryMiB?: number
}

/** vitest's global set-up: says which provider serves the run, and at its end what each server took. */
export default async function setup(): Promise<() => void> {
  console.log((await chooseProvider()).why)
  const folder = mkdtempSync(join(tmpdir(), 'dq-stack-report-'))
  const file = join(folder, 'servers.jsonl')
  writeFileSync(file, '')
  process.env.DQ_STACK_REPORT = file
  return () => {
    const lines: Line[] = readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((text) => (text === '' ? [] : [JSON.parse(text)]))
    rmSync(folder, { recursive: true, force: true })
    console.log(`\n${serverTable(lines)}`)
  }
}

function serverTable(lines: readonly Line[]): string {
  const rows = lines
    .filter(({ at }) => at === 'ready')
    .map((ready) => {
      const end = lines.find(({ at, name }) => at === 'end' && name === ready.name)
      const number = (value: number | undefined, digits = 0) => value?.toFixed(digits) ?? '?'
      return [
        ready.name,
        ready.product,
        number(ready.seconds, 1),
        number(ready.cpuSeconds, 1),
        number(ready.memoryMiB),
        number(end?.memoryMiB),
      ]
    })
  const head = ['server', 'product', 'start s', 'CPU s', 'MiB ready', 'MiB at end']
  return table([head, ...rows], { right: [2, 3, 4, 5] })
}
