import { aggregateText, exprText } from '../expr/text.ts'
import type { ResolvedJob, ResolvedOutput, ResolvedScore, ResolvedWrite } from './resolved.ts'

/** The flow of a job as lines of text, at most `width` columns where names allow. */
export function picture(job: ResolvedJob, width = 100): readonly string[] {
  const names = job.inputs.map(({ contract, alias }) => `${contract.name} (${alias})`)
  const widest = Math.max(...names.map((name) => name.length))
  const middle = Math.floor((names.length - 1) / 2)
  const by = meetingText(job)
  const inputs = names.map((name, i) => {
    const joint = names.length === 1 ? '──' : i === 0 ? '─┐' : i === names.length - 1 ? '─┘' : '─┤'
    const crossing = i === middle && names.length > 1 ? (i === 0 ? '─┬' : '─┼') : joint
    return `${name.padEnd(widest)} ${i === middle ? `${crossing}─${by}` : joint}`
  })
  const facts: string[] = []
  const fact = (label: string, items: readonly string[]): void => {
    facts.push(...wrapped(`├ ${label}`, items, width))
  }
  for (const [label, items] of factsOf(job)) fact(label, items)
  const targets = [
    ...job.outputs.map((write) => [write.contract.name, outputText(write, job.kind)] as const),
    ...(job.kind === 'windowed' ? [[job.late.topic, 'records that come after their window was closed'] as const] : []),
    ...[...new Set(job.inputs.map((input) => input.deadLetters.topic))].map(
      (topic) => [topic, 'records that break their contract'] as const,
    ),
  ]
  const target = Math.max(...targets.map(([name]) => name.length))
  const outputs = targets.map(
    ([name, text], i) => `${i === targets.length - 1 ? '└' : '├'}─▶ ${name.padEnd(target)}  ${text}`,
  )
  const stem = `${' '.repeat(widest + 2)}│`
  const corner = `┌${'─'.repeat(widest + 1)}┘`
  return [...inputs, stem, corner, ...facts, '│', ...outputs]
}

/** How records meet. */
function meetingText(job: ResolvedJob): string {
  switch (job.kind) {
    case 'windowed': {
      const { size, outOfOrderness } = job.ir.window
      return ` by ${job.ir.keyBy}, windows of ${duration(size)}, up to ${duration(outOfOrderness)} out of order`
    }
    case 'running': {
      const { ttl, remember } = job.ir.running
      const kept = ttl === undefined ? '' : `, forgotten after ${duration(ttl)} without a record`
      return ` by ${job.ir.keyBy}, all records so far${kept}, ids remembered for ${duration(remember)}`
    }
    case 'records':
      return ' each record by itself'
    case 'step':
      return ` ${job.ir.keyBy === undefined ? 'by partition' : `by ${job.ir.keyBy}`}, TypeScript`
  }
}

type Fact = readonly [label: string, items: readonly string[]]

function factsOf(job: ResolvedJob): readonly Fact[] {
  if (job.kind === 'step')
    return [
      ['reads', Object.entries(job.ir.reads).flatMap(([alias, fields]) => fields.map((name) => `${alias}.${name}`))],
    ]
  const { measures, match, values, score } = job
  const aggregates = (of: typeof measures): readonly string[] =>
    [...of].map(([name, { aggregate }]) => `${name} = ${aggregateText(aggregate)}`)
  return [
    ...(job.kind === 'records' ? [] : [['measures', aggregates(measures)] as const]),
    ...(match === undefined ? [] : [[`match by ${match.by}`, aggregates(match.measures)] as const]),
    ...(values.size === 0
      ? []
      : [['values', [...values].map(([name, { expr }]) => `${name} = ${exprText(expr)}`)] as const]),
    ...(score === undefined ? [] : [['score', scoreText(score)] as const]),
  ]
}

const scoreText = (score: ResolvedScore): readonly string[] => [
  ...(score.kind === 'rules'
    ? score.rules.map(({ name, weight }) => `${name} ${weight}`)
    : [
        `${score.ir.name} (TypeScript) of`,
        ...[...score.reads].map(([name, { expr }]) => `${name} = ${exprText(expr)}`),
      ]),
  `threshold ${exprText(score.threshold.expr)}`,
]

function outputText(write: ResolvedWrite | ResolvedOutput, kind: ResolvedJob['kind']): string {
  if (!('output' in write)) return 'what the step emits'
  const { mode, perRecord, when } = write.output
  const each = perRecord === undefined ? (kind === 'running' ? 'each update' : 'each window') : `each ${perRecord}`
  const verb = mode === 'upsert' ? 'one row a key, from' : mode === 'side' ? 'beside, for' : 'for'
  return `${verb} ${each}${when === undefined ? '' : ` where ${exprText(when)}`}`
}

/** The label once, then the items, as many on a line as fit. */
function wrapped(label: string, items: readonly string[], width: number): readonly string[] {
  const lines: string[] = []
  let line = `${label}  `
  const indent = `│${' '.repeat(label.length + 1)}`
  for (const [i, item] of items.entries()) {
    const text = i === items.length - 1 ? item : `${item}, `
    if (line.length + text.length > width && line.trim() !== label && line !== indent) {
      lines.push(line.trimEnd())
      line = indent
    }
    line += text
  }
  return [...lines, line.trimEnd()]
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const

/** `2 min`, `1500 ms`: the greatest unit that divides it. */
function duration(millis: number): string {
  const [unit, size] = UNITS.find(([, unitSize]) => millis >= unitSize && millis % unitSize === 0) ?? UNITS[4]
  return `${millis / size} ${unit}`
}
