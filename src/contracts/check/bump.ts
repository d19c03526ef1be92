import type { Finding } from '../../kernel/finding.ts'
import type { Change, ChangeKind, GovernanceChange } from '../diff/change.ts'
import type { Sides } from '../diff/pair.ts'
import type { Bump, Release } from './evidence.ts'
import type { CheckRule } from './rule.ts'

/** What lies beside a contract is none of its words. */
const BESIDE = {
  'expectation-added': 'none',
  'expectation-removed': 'none',
  'expectation-tightened': 'none',
  'expectation-loosened': 'none',
  'gate-added': 'none',
  'gate-removed': 'none',
  'actor-added': 'none',
  'actor-removed': 'none',
  'path-added': 'none',
  'path-removed': 'none',
  'waiver-added': 'none',
  'waiver-removed': 'none',
  'waiver-extended': 'none',
  'permit-added': 'none',
  'permit-removed': 'none',
} as const satisfies Record<GovernanceChange['kind'], 'none'>

/** Changes that add no word of contract: they ask for no new version, or only for a patch. All others are additions: minor. */
const LESSER: Partial<Record<ChangeKind, 'patch' | 'none'>> = {
  'version-changed': 'none',
  'contract-moved': 'none',
  'contract-id-changed': 'patch',
  'owner-changed': 'patch',
  'domain-changed': 'patch',
  'contract-text-changed': 'patch',
  'doc-changed': 'patch',
  'aliases-changed': 'patch',
  'dead-letter-topic-changed': 'patch',
  'fields-reordered': 'patch',
  ...BESIDE,
}

/** The version that a contract's changes and findings ask for; undefined when they ask for none. */
export function releaseOf(
  sides: Sides,
  changes: readonly Change[],
  findings: readonly { readonly rule: CheckRule; readonly finding: Finding }[],
): Release | undefined {
  const breaking = findings.filter(({ rule, finding }) => rule.breaks && finding.severity === 'error')
  const asking = (bump: 'minor' | 'patch') => changes.filter(({ kind }) => (LESSER[kind] ?? 'minor') === bump)
  const reasons: [Bump, string[]][] = [
    ['major', breaking.map(({ rule }) => rule.id)],
    ['minor', asking('minor').map(({ kind }) => kind)],
    ['patch', asking('patch').map(({ kind }) => kind)],
  ]
  const found = reasons.find(([, why]) => why.length > 0)
  if (found === undefined) return undefined
  const { before, after } = sides
  return {
    kind: 'release',
    of: after.name,
    path: 'version',
    before: before.places.odcs(['version']),
    after: after.places.odcs(['version']),
    from: before.version,
    to: after.version,
    needed: found[0],
    reasons: [...new Set(found[1])],
  }
}

interface Version {
  readonly major: number
  readonly minor: number
  readonly patch: number
}

const parse = (version: string): Version => {
  const [major = 0, minor = 0, patch = 0] = version.split('-', 1)[0]?.split('.').map(Number) ?? []
  return { major, minor, patch }
}

/** The least version that has the bump. Below 1.0.0 what breaks asks for a minor, as semver's users have it. */
export function nextVersion(from: string, needed: Bump): string {
  const { major, minor, patch } = parse(from)
  if (needed === 'patch' || (major === 0 && needed === 'minor')) return `${major}.${minor}.${patch + 1}`
  if (needed === 'minor' || major === 0) return `${major}.${minor + 1}.0`
  return `${major + 1}.0.0`
}

/** Whether version `a` comes before version `b`; what follows a hyphen does not count. */
export function isOlder(a: string, b: string): boolean {
  const [x, y] = [parse(a), parse(b)]
  return (x.major - y.major || x.minor - y.minor || x.patch - y.patch) < 0
}
