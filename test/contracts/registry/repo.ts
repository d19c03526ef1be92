import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memorySnapshot } from '../../../src/adapters/memory-snapshot.ts'
import { fileRegistry } from '../../../src/adapters/registry/file.ts'
import { checkAgainst } from '../../../src/contracts/baseline/check-against.ts'
import { judge } from '../../../src/contracts/check/judge.ts'
import { registryBaselines } from '../../../src/contracts/registry/baseline.ts'
import { type PlanEntry, planRegistration } from '../../../src/contracts/registry/plan.ts'
import type { SchemaRegistry } from '../../../src/contracts/registry/ports.ts'
import { syncContracts } from '../../../src/contracts/sync/sync-contracts.ts'
import type { Finding } from '../../../src/kernel/finding.ts'
import { contractsOf, type Files } from '../diff/repo.ts'
import { memoryFiles } from '../memory-files.ts'

/** A contract of a topic in Avro, as its two files. */
export function topic(name: string, fields: readonly object[], level = 'BACKWARD', version = '1.0.0'): Files {
  const record = name.replace(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase())
  return {
    [`events/${name}.avsc`]: JSON.stringify({ type: 'record', name: record, namespace: 'shop', fields }),
    [`events/${name}.odcs.yaml`]: `apiVersion: v3.1.0
kind: DataContract
id: ${name.replaceAll('.', '-')}
name: ${name}
version: ${version}
status: active
schema:
  - name: ${name.replaceAll('.', '_')}
    physicalName: ${name}
    physicalType: topic
    logicalType: object
    authoritativeDefinitions:
      - type: avroSchema
        url: ./${name}.avsc
    properties:
      - name: id
        logicalType: string
        physicalType: string
        required: true
customProperties:
  - property: compatibility
    value: ${level}
`,
  }
}

export const emptyRegistry = (): SchemaRegistry =>
  fileRegistry(join(mkdtempSync(join(tmpdir(), 'dq-plan-')), 'registry.json'), 'registry.json')

/** What check says of these files against the registry, and what register would do. */
export async function planOf(
  files: Files,
  registry: SchemaRegistry,
): Promise<{ readonly findings: readonly Finding[]; readonly plan: readonly PlanEntry[] }> {
  const contracts = await contractsOf(files)
  const { changes } = await syncContracts(memoryFiles(files))
  const synced = { ...files, ...Object.fromEntries(changes.map(({ path, text }) => [path, text])) }
  const encoder = new TextEncoder()
  const current = memorySnapshot(
    'contracts',
    new Map(Object.entries(synced).map(([path, text]) => [path, encoder.encode(text)])),
  )
  const { findings } = await checkAgainst(
    current,
    await registryBaselines(registry, 'registry:test', current),
    (changes, sides) => judge(changes, { ...sides, today: '2026-11-22' }),
  )
  return { findings, plan: await planRegistration(contracts, registry, findings) }
}
