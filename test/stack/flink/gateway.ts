import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'

export interface SqlSession {
  /** Runs a statement to its end, a job included; gives what it answered. */
  run(sql: string): Promise<readonly (readonly unknown[])[]>
  close(): Promise<void>
}

interface Answer {
  readonly sessionHandle?: string
  readonly operationHandle?: string
  readonly errors?: readonly string[]
  readonly resultType?: 'NOT_READY' | 'PAYLOAD' | 'EOS'
  readonly nextResultUri?: string
  readonly jobID?: string
  readonly results?: { readonly data?: readonly { readonly fields: readonly unknown[] }[] }
  readonly state?: string
  readonly exceptionHistory?: { readonly entries?: readonly { readonly stacktrace?: string }[] }
}

/** A session of the SQL Gateway, over plain HTTP. */
export async function openSession({ gateway, rest }: Cluster): Promise<SqlSession> {
  const { sessionHandle } = await call('POST', `${gateway}/v1/sessions`, {})
  const session = `/sessions/${sessionHandle}`

  const result = async (operation: string) => {
    const rows: (readonly unknown[])[] = []
    let job: string | undefined
    let next: string | undefined = `/v3${session}/operations/${operation}/result/0?rowFormat=JSON`
    while (next !== undefined) {
      const answer: Answer = await call('GET', gateway + next)
      job ??= answer.jobID
      rows.push(...(answer.results?.data ?? []).map(({ fields }) => fields))
      if (answer.resultType === 'EOS') break
      next = answer.resultType === 'NOT_READY' ? next : answer.nextResultUri
      await sleep(50)
    }
    return { rows, job }
  }

  const finished = async (job: string): Promise<void> => {
    for (;;) {
      const { state } = await call('GET', `${rest}/jobs/${job}`)
      if (state === 'FINISHED') return
      if (state === 'FAILED' || state === 'CANCELED') {
        const { exceptionHistory } = await call('GET', `${rest}/jobs/${job}/exceptions`)
        throw new Error(`job ${state}: ${causes(exceptionHistory?.entries?.[0]?.stacktrace ?? '')}`)
      }
      await sleep(100)
    }
  }

  return {
    async run(sql) {
      const { operationHandle } = await call('POST', `${gateway}/v3${session}/statements`, { statement: sql })
      const { rows, job } = await result(operationHandle!)
      if (job !== undefined) await finished(job)
      return rows
    },
    close: async () => {
      await call('DELETE', `${gateway}/v1${session}`)
    },
  }
}

async function call(method: string, url: string, body?: object): Promise<Answer> {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const answer = (await response.json()) as Answer
  if (answer.errors !== undefined) throw new Error(causes(answer.errors.join('\n')))
  return answer
}

/** The lines of a Java stack trace that say something. */
const causes = (trace: string): string =>
  trace
    .split('\n')
    .filter((line) => /^(Caused by|\S*Exception)/.test(line))
    .slice(-3)
    .join('\n')
