import { aggregateText, exprText } from '../expr/text.ts'
import type { Output } from './ir.ts'
import type { ResolvedJob } from './resolved.ts'

/** The flow of a job as lines of text, at most `width` columns where names allow. */
export function picture(job: ResolvedJob, width = 100): readonly string[] {
  const { ir } = job
  const names = job.inputs.map(({ contract, alias }) => `${contract.name} (${alias})`)
  const widest = Math.max(...names.map((name) => name.length))
  const middle = Math.floor((names.length - 1) / 2)
  const by = ` by ${ir.keyBy}, windows of ${duration(ir.window.size)}, up to ${duration(ir.window.outOfOrderness)} out of order`
  const inputs = names.map((name, i) => {
    const joint = names.length === 1 ? '──' : i === 0 ? '─┐' : i === names.length - 1 ? '─┘' : '─┤'
    const crossing = i === middle && names.length > 1 ? (i === 0 ? '─┬' : '─┼') : joint
    return `${name.padEnd(widest)} ${i === middle ? `${crossing}─${by}` : joint}`
  })
  const facts: string[] = []
  const fact = (label: string, items: readonly string[]): void => {
    facts.push(...wrapped(`├ ${label}`, items, width))
  }
  fact(
    'measures',
    [...job.measures].map(([name, { aggregate }]) => `${name} = ${aggregateText(aggregate)}`),
  )
  if (job.match !== undefined) {
    fact(
      `match by ${job.match.by}`,
      [...job.match.measures].map(([name, { aggregate }]) => `${name} = ${aggregateText(aggregate)}`),
    )
  }
  if (job.values.size > 0)
    fact(
      'values',
      [...job.values].map(([name, { expr }]) => `${name} = ${exprText(expr)}`),
    )
  if (job.score !== undefined) {
    fact('score', [
      ...job.score.rules.map(({ name, weight }) => `${name} ${weight}`),
      `threshold ${exprText(job.score.threshold.expr)}`,
    ])
  }
  const targets = [
    ...job.outputs.map(({ contract, output }) => [contract.name, outputText(output)] as const),
    [job.late.topic, 'records that come after their window was closed'] as const,
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

const outputText = ({ mode, perRecord, when }: Output): string => {
  const each = perRecord === undefined ? 'each window' : `each ${perRecord}`
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
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const

/** `2 min`, `1500 ms`: the greatest unit that divides it. */
export function duration(millis: number): string {
  const [unit, size] = UNITS.find(([, unitSize]) => millis >= unitSize && millis % unitSize === 0) ?? UNITS[3]
  return `${millis / size} ${unit}`
}
