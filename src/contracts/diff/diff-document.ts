import type { Contract, ContractSettings } from '../model.ts'
import { type ContractChange, SETTING_CHANGES, type SettingChange } from './change.ts'
import { oneLine } from './diff-doc.ts'
import type { Sides } from './pair.ts'

/** The differences of what a contract says of itself as a whole. */
export function* diffDocument({ before, after }: Sides): Iterable<ContractChange> {
  const at = (path: string, ...steps: (string | number)[]) => ({
    of: after.name,
    path,
    before: before.places.odcs(steps),
    after: after.places.odcs(steps),
  })
  if (before.name !== after.name) yield { kind: 'topic-renamed', ...at('', 'name'), from: before.name, to: after.name }
  else if (relativePath(before) !== relativePath(after)) {
    const [from, to] = [relativePath(before), relativePath(after)]
    yield { kind: 'contract-moved', ...at(''), from, to }
  }
  if (before.id !== after.id) yield { kind: 'contract-id-changed', ...at('id', 'id'), from: before.id, to: after.id }
  if (before.version !== after.version)
    yield { kind: 'version-changed', ...at('version', 'version'), from: before.version, to: after.version }
  if (before.status !== after.status)
    yield { kind: 'status-changed', ...at('status', 'status'), from: before.status, to: after.status }
  if (before.kind !== after.kind) {
    const place = at('physicalType', 'schema', 0, 'physicalType')
    yield { kind: 'contract-kind-changed', ...place, from: before.kind, to: after.kind }
  }
  if (before.owner !== after.owner)
    yield { kind: 'owner-changed', ...at('owner', 'team', 'name'), from: before.owner, to: after.owner }
  if (before.domain !== after.domain)
    yield { kind: 'domain-changed', ...at('domain', 'domain'), from: before.domain, to: after.domain }
  for (const text of ['purpose', 'usage', 'limitations'] as const) {
    const [from, to] = [before[text], after[text]]
    if (oneLine(from) !== oneLine(to))
      yield { kind: 'contract-text-changed', ...at(text, 'description', text), from, to }
  }
}

/** `events/order.created.odcs.yaml`, below whatever folder this state of the repo lies in. */
const relativePath = ({ layer, files }: Contract): string => `${layer}/${files.odcs.split('/').at(-1)}`

/** The differences of the settings. A setting that follows a field renamed by alias is the same setting. */
export function* diffSettings(sides: Sides, renamed: ReadonlyMap<string, string>): Iterable<SettingChange> {
  // Keys of a constant object.
  for (const name of Object.keys(SETTING_CHANGES) as (keyof ContractSettings)[]) {
    const [from, to] = [sides.before.settings[name], sides.after.settings[name]]
    const follows = FIELD_SETTINGS.includes(name) && to !== undefined && renamed.get(String(from)) === to
    if (from === to || follows) continue
    const change = {
      kind: SETTING_CHANGES[name],
      of: sides.after.name,
      path: name,
      before: sides.before.places.setting(name),
      after: sides.after.places.setting(name),
      from,
      to,
    }
    // Kind and values belong to one name.
    yield change as SettingChange
  }
}

const FIELD_SETTINGS: readonly (keyof ContractSettings)[] = ['key', 'eventTime', 'eventId']
