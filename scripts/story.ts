/*
 * `npm run story`: from events to gold on a branch of the lake, and from there into production and back; each step a command that a reader could type, its output, and what has to
 * be true afterwards. `--dir` says where its lake lies; it is begun anew each time and stays there afterwards, to be looked at.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { firstEvents, lateEvents, writeEvents } from './story/inputs.ts'
import { queryIn } from './story/query.ts'
import type { Command, Step } from './story/step.ts'
import { storySteps } from './story/steps/index.ts'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const { values } = parseArgs({ options: { dir: { type: 'string', default: join('.dq', 'story') } } })
const folder = values.dir
const bold = (text: string): string => (process.stdout.isTTY ? `\u001b[1m${text}\u001b[22m` : text)

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const inputs = join(folder, 'input')
const files = new Map([...firstEvents()].map(([topic, events]) => [topic, writeEvents(inputs, topic, events)]))
const late = writeEvents(inputs, 'payments-late', lateEvents(), 10_000)
const steps = storySteps({ input: (topic) => files.get(topic) ?? '', late, folder })

const start = performance.now()
let checks = 0
for (const [i, step] of steps.entries()) await play(step, i + 1)
const seconds = ((performance.now() - start) / 1000).toFixed(1)
console.log(`\n${bold('The end.')} ${steps.length} steps, ${checks} checks, all hold; took ${seconds} s`)
console.log(`Its lake stays in ${folder}: name that folder as DQ_STATE_DIR, and every command sees it.`)

async function play({ title, tell, prepare, commands, check }: Step, number: number): Promise<void> {
  console.log(`\n${bold(`${number}. ${title}`)}\n${tell}`)
  await prepare?.({ folder, query: queryIn(folder) })
  const printed = commands.map(run).join('\n')
  for (const text of (await check?.({ folder, printed, query: queryIn(folder) })) ?? []) {
    checks++
    console.log(`✓ ${text}`)
  }
}

/** The command as a process of its own, as a reader would start it. */
function run({ args, exitCode = 0, env = {}, by }: Command): string {
  const typed = args
    .map((arg) => (arg.includes(' ') ? `"${arg}"` : arg))
    .join(' ')
    .replaceAll(`${folder}/`, '')
  const prompt = by === undefined ? '$' : `${by}$`
  console.log(`\n${prompt} dq ${typed.length > 110 ? typed.replaceAll(' --input', ' \\\n    --input') : typed}`)
  const { status, stdout, stderr, error } = spawnSync(process.execPath, ['bin/run.js', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DQ_STATE_DIR: folder, DQ_AUTHOR: 'Ana Lima <ana@shop.example>', ...env },
  })
  const output = [stdout, stderr].filter(Boolean).join('\n').trimEnd()
  console.log(output.replaceAll(/^/gm, '  '))
  if (error !== undefined) throw error
  if (status !== exitCode) throw new Error(`dq ${args[0]} ended with exit code ${status}, not ${exitCode}`)
  return output
}
