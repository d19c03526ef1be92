import { expect, test } from 'vitest'
import { manifestFile } from '../../../src/lake/iceberg/manifest-entry.ts'
import type { PartitionSpec } from '../../../src/lake/iceberg/partition-spec.ts'
import { valueBytes } from '../../../src/lake/iceberg/single-value.ts'
import type { StructType } from '../../../src/lake/iceberg/types.ts'
import { bindFilter } from '../../../src/lake/scan/bind.ts'
import { manifestEvidence } from '../../../src/lake/scan/evidence.ts'
import { parseFilter } from '../../../src/lake/scan/filter.ts'
import { mayMatch } from '../../../src/lake/scan/may-match.ts'

const uuid = { kind: 'uuid' } as const
const LOW = '50000000-0000-4000-8000-000000000001'
const HIGH = 'f0000000-0000-4000-8000-000000000001'
const spec: PartitionSpec = {
  specId: 0,
  fields: [{ sourceId: 1, fieldId: 1000, name: 'ref', transform: { kind: 'identity' } }],
}
const values: StructType = {
  kind: 'struct',
  fields: [{ id: 1000, name: 'ref', required: false, type: uuid }],
}

/** A manifest of one file for each uuid. */
const manifestOf = (...refs: readonly string[]) => {
  const entries = refs.map((ref) => ({
    status: 'added' as const,
    file: {
      content: 'data' as const,
      path: `file:///t/${ref}.parquet`,
      format: 'PARQUET',
      partition: new Map([[1000, ref]]),
      records: 1n,
      bytes: 1n,
    },
  }))
  return manifestFile(entries, { path: 'm', length: 1n, specId: 0, sequenceNumber: 1n, snapshotId: 1n }, values)
}

const filter = bindFilter(parseFilter(`ref = '${LOW}'`), [{ id: 1, name: 'ref', required: false, type: uuid }])

test("Iceberg's Java orders uuids as signed numbers: its bounds of a manifest do not rule it out", () => {
  const manifest = {
    ...manifestOf(LOW, HIGH),
    // f… is negative there, so it is the lowest.
    partitions: [{ containsNull: false, lower: valueBytes(uuid, HIGH), upper: valueBytes(uuid, LOW) }],
  }
  expect(mayMatch(filter, manifestEvidence(manifest, spec, values))).toBe(true)
})

test('a manifest of several uuids says no bounds, as every engine would read others into them', () => {
  expect(manifestOf(LOW, HIGH).partitions).toBeUndefined()
  expect(manifestOf(LOW, LOW).partitions).toEqual([
    { containsNull: false, lower: valueBytes(uuid, LOW), upper: valueBytes(uuid, LOW) },
  ])
})

test('a manifest of one uuid is ruled out by another', () => {
  expect(mayMatch(filter, manifestEvidence(manifestOf(HIGH), spec, values))).toBe(false)
  expect(mayMatch(filter, manifestEvidence(manifestOf(LOW), spec, values))).toBe(true)
})
