import type { Place } from '../../kernel/finding.ts'
import type { Json } from '../../kernel/json.ts'
import type { LogicalType } from '../avro/schema.ts'
import type { Deprecation } from '../deprecation.ts'
import type { ContractSettings, FieldConstraints } from '../model.ts'

/** One difference between two states of a contract repo: a fact, without judgement. Plain data, which JSON can hold. */
export type Change = ContractChange | SettingChange | SlaChange | FieldChange | SchemaChange | GovernanceChange

export type ChangeKind = Change['kind']

export type ChangeOf<K extends ChangeKind> = Change & { readonly kind: K }

interface Base {
  /** Name of the contract, suite or policy that changed; its new name when it has two. */
  readonly of: string
  /** What of it: a setting, or a field as `customer.lines[].sku`, `labels{}`, `payload<OrderPaid>`; empty for the whole. */
  readonly path: string
  /** Where it stood; absent for what was added. */
  readonly before?: Place
  /** Where it stands; absent for what was removed. */
  readonly after?: Place
}

interface Moved<T> extends Base {
  readonly from: T
  readonly to: T
}

/** What a contract as a whole is. */
export type ContractChange =
  | (Base & { readonly kind: 'contract-added' | 'contract-removed'; readonly version: string })
  /** The same id under another name: another topic or table. */
  | (Moved<string> & { readonly kind: 'topic-renamed' })
  /** The same contract in another file. */
  | (Moved<string> & { readonly kind: 'contract-moved' })
  | (Moved<string> & {
      readonly kind: 'version-changed' | 'status-changed' | 'contract-kind-changed' | 'contract-id-changed'
    })
  | (Moved<string | undefined> & { readonly kind: 'owner-changed' | 'domain-changed' | 'contract-text-changed' })

/** Kind of the change of each setting. */
export const SETTING_CHANGES = {
  compatibility: 'compatibility-changed',
  wireFormat: 'wire-format-changed',
  key: 'key-changed',
  keyFormat: 'key-format-changed',
  subjectStrategy: 'subject-strategy-changed',
  partitions: 'partitions-changed',
  partitioner: 'partitioner-changed',
  eventTime: 'event-time-changed',
  eventId: 'event-id-changed',
  deadLetterTopic: 'dead-letter-topic-changed',
  retentionMs: 'retention-changed',
  sunset: 'sunset-changed',
} as const satisfies Record<keyof ContractSettings, string>

export type SettingChange = {
  readonly [S in keyof typeof SETTING_CHANGES]: Moved<ContractSettings[S] | undefined> & {
    readonly kind: (typeof SETTING_CHANGES)[S]
  }
}[keyof typeof SETTING_CHANGES]

/** Who promises less: `loosened` lets through what was refused, or promises less; `restated` says the same in other words. */
export type Direction = 'tightened' | 'loosened' | 'restated' | 'changed'

export type SlaChange = Base & {
  readonly kind: 'sla-added' | 'sla-removed' | 'sla-changed'
  readonly property: string
  /** As read by people: `60 s`. */
  readonly from?: string
  readonly to?: string
  readonly direction: Direction
}

/** What ODCS says of a top-level field. */
export type FieldChange =
  | (Moved<string | undefined> & { readonly kind: 'privacy-class-changed' })
  | (Moved<string | undefined> & {
      readonly kind: 'constraint-changed'
      readonly constraint: keyof FieldConstraints
      readonly direction: Direction
    })

/** What the Avro schema says. Types are texts such as `decimal(12,2)`, `array<string>`, `shop.Address`. */
export type SchemaChange =
  | (Base & {
      readonly kind: 'field-added'
      readonly type: string
      readonly hasDefault: boolean
      /** Name of the top-level field it belongs to. */
      readonly root: string
    })
  | (Base & {
      readonly kind: 'field-removed'
      readonly type: string
      readonly hasDefault: boolean
      readonly deprecation?: Deprecation
    })
  /** The new field has the old one's name among its aliases. */
  | (Moved<string> & { readonly kind: 'field-renamed' })
  /** `promoted`: Avro reads the old type as the new one. */
  | (Moved<string> & { readonly kind: 'type-changed'; readonly isPromoted: boolean })
  | (Moved<LogicalType | undefined> & { readonly kind: 'logical-type-changed' })
  | (Base & { readonly kind: 'nullability-changed'; readonly isNullable: boolean })
  | (Base & { readonly kind: 'default-added'; readonly to: Json })
  | (Base & { readonly kind: 'default-removed'; readonly from: Json })
  | (Moved<Json> & { readonly kind: 'default-changed' })
  | (Moved<string | undefined> & { readonly kind: 'doc-changed' })
  | (Moved<readonly string[]> & { readonly kind: 'fields-reordered' })
  | (Moved<string> & { readonly kind: 'sort-order-changed' })
  | (Moved<readonly string[]> & { readonly kind: 'aliases-changed' })
  /** A named type under another full name. */
  | (Moved<string> & { readonly kind: 'type-renamed'; readonly isAliased: boolean })
  | (Base & {
      readonly kind: 'enum-symbols-added' | 'enum-symbols-removed'
      readonly type: string
      readonly symbols: readonly string[]
      /** The default of the enum that stays or comes: what readers take for a symbol they do not know. */
      readonly enumDefault?: string
    })
  | (Moved<readonly string[]> & { readonly kind: 'enum-symbols-reordered'; readonly type: string })
  | (Moved<string | undefined> & { readonly kind: 'enum-default-changed'; readonly type: string })
  | (Moved<number> & { readonly kind: 'fixed-size-changed'; readonly type: string })
  | (Base & { readonly kind: 'branches-added' | 'branches-removed'; readonly branches: readonly string[] })
  | (Moved<readonly string[]> & { readonly kind: 'branches-reordered' })
  | (Moved<Deprecation | undefined> & { readonly kind: 'deprecation-changed' })

/** What other parts of the repo bring in by a `ChangeSource`; `what` names the thing, e.g. `expect_column_values_to_not_be_null`. */
export type GovernanceChange = Base & {
  readonly kind:
    | 'expectation-added'
    | 'expectation-removed'
    | 'expectation-tightened'
    | 'expectation-loosened'
    | 'gate-added'
    | 'gate-removed'
    | 'actor-added'
    | 'actor-removed'
    | 'path-added'
    | 'path-removed'
    | 'waiver-added'
    | 'waiver-removed'
    | 'waiver-extended'
    | 'permit-added'
    | 'permit-removed'
  readonly what: string
  readonly from?: string
  readonly to?: string
}
