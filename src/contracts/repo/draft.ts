import type { Place } from '../../kernel/finding.ts'
import type { AvroField, AvroRecord, AvroSchema } from '../avro/schema.ts'
import type { FieldConstraints } from '../model.ts'
import type { OdcsDocument } from '../odcs/document.ts'
import type { MirrorDifference } from '../odcs/mirror-diff.ts'
import type { Settings } from '../odcs/read-settings.ts'
import type { DocPath } from './located.ts'
import type { YamlFile } from './yaml-file.ts'

/** A contract whose files could be read, before its rules have looked at it. */
export interface ContractDraft {
  /** Path of the ODCS file below the contract folder. */
  readonly path: string
  /** The folder below the contract folder; empty for a file that lies directly in it. */
  readonly layer: string
  readonly yaml: YamlFile
  readonly odcs: OdcsDocument
  readonly settings: Settings
  /** Absent when its file is missing or broken: that is a finding already. */
  readonly avsc?: { readonly file: string; readonly schema: AvroRecord; readonly placeOf: NodePlace }
  /** What the ODCS properties say differently from the avsc; empty without one. */
  readonly differences: readonly MirrorDifference[]
  /** By field name. */
  readonly constraints: ReadonlyMap<string, FieldConstraints>
}

/** Where a type or field of an avsc stands, or the value of one of its keys; undefined for a node that no file holds. */
export type NodePlace = (node: AvroSchema | AvroField, key?: string) => Place | undefined

export interface RepoDraft {
  readonly contracts: readonly ContractDraft[]
  /** Names of all contract documents that could be read at all, broken ones too: so that one mistake is not reported twice. */
  readonly names: readonly string[]
}

/** Where the properties of the one schema object stand. */
export const PROPERTIES: DocPath = ['schema', 0, 'properties']
