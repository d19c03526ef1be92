import type { ResolvedJob } from '../../job/resolved.ts'
import type { FlinkConnector, FlinkOptions } from './options.ts'
import { flinkPlan } from './plan.ts'

/** What a person says of a plan; the rest are stand-ins to be edited. */
export interface FlinkRequest {
  readonly connector: 'filesystem' | 'kafka'
  readonly mode?: FlinkOptions['mode'] | undefined
  /** filesystem: absolute path of the folder with the files `<topic>.jsonl`. */
  readonly input?: string | undefined
  /** filesystem: absolute path of the folder that gets a folder for each topic. */
  readonly out?: string | undefined
}

/** The job as commented statements without their semicolons; the first begins with a header that says what is not claimed. */
export const flinkSql = (job: ResolvedJob, request: FlinkRequest): readonly string[] =>
  commented(job, {
    mode: request.mode ?? (request.connector === 'kafka' ? 'streaming' : 'batch'),
    inputs: connector(job, request, (topic) => `file://${request.input ?? '/input'}/${topic}.jsonl`),
    outputs: connector(job, request, (topic) => `file://${request.out ?? '/output'}/${topic}`),
  })

/** The plan's statements with what each is for; `flinkSql` for exact options. */
export function commented(job: ResolvedJob, options: FlinkOptions): readonly string[] {
  const { statements, notClaimed } = flinkPlan(job, options)
  const { name, description } = job.ir
  const header = [
    `Job ${name} as Flink SQL (2.3, ${options.mode}), printed from its declaration: change the job, not this text.`,
    ...(description === undefined ? [] : [description]),
    'Not claimed:',
    ...notClaimed.map((sentence) => `- ${sentence}`),
  ]
  return statements.map(({ title, sql }, index) => {
    const lines = index === 0 ? [...header, '', title] : [title]
    return `${lines.map((line) => (line === '' ? '' : `-- ${line}`)).join('\n')}\n${sql}`
  })
}

const connector = (job: ResolvedJob, request: FlinkRequest, path: (topic: string) => string): FlinkConnector =>
  request.connector === 'filesystem'
    ? { kind: 'filesystem', path }
    : {
        kind: 'kafka',
        bootstrapServers: 'localhost:9092',
        groupId: job.ir.name,
        registry: 'http://localhost:8081',
      }
