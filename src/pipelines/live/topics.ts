import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { envelopesOf, type ResolvedJob } from '../job/resolved.ts'
import type { LiveNames } from './context.ts'
import type { EventLog } from './ports.ts'

/** Every contract the job writes by, of topics and stores; once each. */
export function writtenContracts(job: ResolvedJob): readonly Contract[] {
  const outputs = job.outputs.map(({ contract }) => contract)
  const all = [...outputs, ...envelopesOf(job).flatMap(({ contract }) => contract ?? [])]
  return [...new Map(all.map((contract) => [contract.name, contract])).values()]
}

/** The topics that a live run writes: all but its stores. */
export function writtenTopics(job: ResolvedJob): ReadonlyMap<string, Contract | undefined> {
  const outputs = job.outputs.filter(({ mode }) => mode !== 'upsert').map(({ contract }) => contract)
  return new Map<string, Contract | undefined>([
    ...envelopesOf(job).map(({ topic, contract }) => [topic, contract] as const),
    ...outputs.map((contract) => [contract.name, contract] as const),
  ])
}

/**
 * Checks that every topic is there with the partitions of its contract, and makes the topic of the state. Gives the number of tasks.
 * @throws DqError that names every topic that is not as it must be.
 */
export async function checkTopics(log: EventLog, job: ResolvedJob, { changelog }: LiveNames): Promise<number> {
  const inputs = new Map(job.inputs.map(({ contract }) => [contract.name, contract]))
  const written = writtenTopics(job)
  const tasks = job.inputs[0]!.contract.settings.partitions
  const counts = await log.partitionCounts([...inputs.keys(), ...written.keys(), changelog])
  const problems = [...new Map([...written, ...inputs])].flatMap(([topic, contract]) => {
    const found = counts.get(topic)
    const wanted = contract?.settings.partitions
    if (found === undefined)
      return [
        `topic ${topic} does not exist${wanted === undefined ? '' : ` (its contract says ${partitions(wanted)})`}`,
      ]
    if (wanted !== undefined && found !== wanted)
      return [`topic ${topic} has ${partitions(found)}, its contract says ${wanted}`]
    // A topic without a contract takes each record in the partition of the record it was made of.
    return wanted === undefined && found < tasks
      ? [`topic ${topic} has ${partitions(found)}, the job's inputs have ${tasks}`]
      : []
  })
  const state = counts.get(changelog)
  if (state !== undefined && state !== tasks)
    problems.push(`topic ${changelog}, the job's state, has ${partitions(state)}, its inputs have ${tasks}`)
  if (problems.length > 0) {
    throw new DqError(`job ${job.ir.name} cannot run: ${problems.join('; ')}`, {
      hint: 'make the topics so with the tools of your Kafka: kafka-topics.sh --create --topic <topic> --partitions <n>',
    })
  }
  if (state === undefined) await log.createTopic(changelog, { partitions: tasks, compacted: true })
  return tasks
}

const partitions = (count: number): string => `${count} partition${count === 1 ? '' : 's'}`
