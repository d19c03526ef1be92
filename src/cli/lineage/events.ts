import { readLineage } from '../../contracts/lineage/read-lineage.ts'
import type { ContractKind } from '../../contracts/model.ts'
import { requireContracts } from '../../contracts/repo/require.ts'
import { DqError } from '../../kernel/errors.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import { openLineageEvent, type RunState } from '../../pipelines/lineage-export/open-lineage.ts'
import type { Settings } from '../config.ts'
import { shownPath } from '../shown-path.ts'
import { contractFiles } from '../wiring.ts'
import { lineagePath, textOfFile } from './lineage-file.ts'

export interface EventFlags {
  readonly namespace: string
  readonly run?: { readonly id: string; readonly state: RunState }
  /** ISO 8601. */
  readonly time: string
  readonly version: string
}

/** Events of the named jobs, of all without names; from the lineage file: no job is loaded. */
export async function lineageEvents(
  settings: Settings,
  names: readonly string[],
  { namespace, run, time, version }: EventFlags,
): Promise<readonly JsonObject[]> {
  const { jobs } = lineageOf(settings)
  const known = jobs.map(({ name }) => name)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new DqError(`the lineage file has no job "${unknown}"${didYouMean(unknown, known)}`, {
      hint: `jobs: ${known.join(', ')}`,
    })
  const contracts = await requireContracts(await contractFiles(settings))
  const context = {
    contracts: new Map(contracts.map((contract) => [contract.name, contract])),
    namespace,
    namespaceOf: (kind: ContractKind) => addressOf(kind, settings) ?? namespace,
    eventTime: time,
    producer: `pkg:npm/%40dq-toolkit/dq@${version}`,
    ...(run && { run }),
  }
  return jobs
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .map((job) => openLineageEvent(job, context))
}

function lineageOf(settings: Settings) {
  const path = lineagePath(settings)
  const text = textOfFile(path)
  const at = { file: shownPath(path) }
  if (text === undefined) throw new DqError('there is no lineage file', { at, hint: 'write it: dq lineage export' })
  const { lineage, findings } = readLineage(at.file, text)
  if (lineage !== undefined) return lineage
  throw new DqError(findings[0]?.message ?? 'the lineage file cannot be read', {
    at: findings[0]?.at ?? at,
    hint: 'write it anew: dq lineage export',
  })
}

/** As OpenLineage names datasets: `kafka://host:port` and `redis://host:port`, where dq.yaml has an address. */
function addressOf(kind: ContractKind, { servers }: Settings): string | undefined {
  const [server, scheme] = kind === 'topic' ? ['kafka', 'kafka'] : kind === 'hash' ? ['redis', 'redis'] : ['', '']
  const address = servers[server]
    ?.split(',', 1)[0]
    ?.replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^@/]*@|\/.*$/g, '')
  return address ? `${scheme}://${address}` : undefined
}
