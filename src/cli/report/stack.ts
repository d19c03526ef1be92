import type { ServerStatus } from '../stack/stack.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'

/** Every server with its addresses, for people. */
export function stackText(servers: readonly ServerStatus[]): string {
  if (servers.length === 0) return 'no server has been started here: dq stack up'
  const rows = servers.map(({ name, product, status, memoryMiB, endpoints }) => [
    name,
    status === 'running' ? status : paint('red', status),
    memoryMiB === undefined ? '' : `${memoryMiB} MiB`,
    product,
    Object.values(endpoints)[0] ?? '',
  ])
  const running = servers.filter(({ status }) => status === 'running').length
  const more = running < servers.length ? '; dq stack logs <server> says why others ended' : ''
  return `${table(rows, { right: [2] })}\n${running} of ${servers.length} running${more}`
}

/** The same for machines, without what only dq itself needs. */
export const stackData = (servers: readonly ServerStatus[]): readonly object[] =>
  servers.map(({ processes, logs, folder, ...shown }) => shown)
