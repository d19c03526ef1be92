import type { Finding } from '../../kernel/finding.ts'
import type { ContractFiles } from '../ports.ts'
import { byPlace } from '../repo/by-place.ts'
import { readDrafts } from '../repo/read-drafts.ts'
import { type ContractRule, finding } from '../validate/rule.ts'
import duplicateProperty from '../validate/rules/duplicate-property.ts'
import extraProperty from '../validate/rules/extra-property.ts'
import missingProperty from '../validate/rules/missing-property.ts'
import propertyDescriptionMismatch from '../validate/rules/property-description-mismatch.ts'
import propertyRequiredMismatch from '../validate/rules/property-required-mismatch.ts'
import propertyTypeMismatch from '../validate/rules/property-type-mismatch.ts'
import { syncProperties } from './sync-properties.ts'

/** What sync would write, what that mends, and what it cannot mend. */
export interface SyncResult {
  /** Path below the folder, how messages show it, and its new text. */
  readonly changes: readonly { readonly path: string; readonly file: string; readonly text: string }[]
  /** The findings that the changes mend. */
  readonly differences: readonly Finding[]
  /** Files that cannot be read well enough to be written. */
  readonly findings: readonly Finding[]
  readonly contracts: number
}

const MENDED: readonly ContractRule[] = [
  duplicateProperty,
  extraProperty,
  missingProperty,
  propertyDescriptionMismatch,
  propertyRequiredMismatch,
  propertyTypeMismatch,
]

/** Compares the ODCS properties of every contract with its avsc; writes nothing itself. */
export async function syncContracts(files: ContractFiles): Promise<SyncResult> {
  const { repo, findings, documents } = await readDrafts(files)
  const changes = repo.contracts.flatMap(({ path, yaml, avsc, differences }) =>
    avsc === undefined || differences.length === 0
      ? []
      : [{ path, file: yaml.file, text: syncProperties(yaml.text, avsc.schema) }],
  )
  const differences = repo.contracts.flatMap((draft) =>
    MENDED.flatMap((rule) => [...(rule.check?.(draft, repo) ?? [])].map((problem) => finding(rule, problem))),
  )
  return {
    changes,
    differences: differences.sort(byPlace),
    findings: findings.filter(({ severity }) => severity === 'error').sort(byPlace),
    contracts: documents.length,
  }
}
