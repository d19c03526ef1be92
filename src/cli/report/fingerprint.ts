import type { Finding } from '../../kernel/finding.ts'
import { fingerprint } from '../../kernel/fingerprint.ts'

/** What names a finding in the next run too: its own fingerprint, or one of what it says and where, without line numbers. */
export const fingerprintOf = ({ fingerprint: own, rule, at, message }: Finding): string =>
  own ?? fingerprint({ rule, of: at.file, path: at.path ?? '', text: message })
