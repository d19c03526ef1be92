import type { Deployed } from '../../contracts/deployed/place.ts'
import type { StatusRow } from '../contract/status.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'

/** A line a contract, a column a place; what could not be asked stands below. */
export function contractStatusText(rows: readonly StatusRow[], env: string | undefined): string {
  const header = ['contract', 'git', ...(rows[0]?.places.map(({ name }) => name) ?? [])]
  const cells = rows.map((row) => [row.name, gitText(row), ...row.places.map(({ deployed }) => placeText(deployed))])
  const why = new Set(
    rows.flatMap(({ places }) =>
      places.flatMap(({ name, deployed }) => (deployed.kind === 'unknown' ? [`? ${name}: ${deployed.why}`] : [])),
    ),
  )
  const behind = rows.filter(({ places }) =>
    places.some(({ deployed }) => deployed.kind === 'other' || deployed.kind === 'absent'),
  )
  const where = env === undefined ? '' : `${env}: `
  const last = `${where}${rows.length} contracts, ${behind.length} not as in git`
  return [table([header, ...cells]), ...[...why].map((line) => paint('dim', line)), last].join('\n')
}

const gitText = ({ version, committed }: StatusRow): string =>
  committed === version ? version : `${committed ?? 'not committed'}, here ${version}`

function placeText(deployed: Deployed): string {
  switch (deployed.kind) {
    case 'same':
      return `${deployed.version} (${deployed.detail})`
    case 'other':
      return paint(
        'yellow',
        deployed.version === undefined ? deployed.detail : `${deployed.version} (${deployed.detail})`,
      )
    case 'present':
      return deployed.detail
    case 'absent':
      return paint('yellow', 'absent')
    case 'none':
      return paint('dim', '–')
    case 'unknown':
      return '?'
  }
}
