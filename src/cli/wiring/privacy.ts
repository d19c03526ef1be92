import { join } from 'node:path'
import type { ErasureLog, TraceFiles } from '../../contracts/privacy/ports.ts'
import type { Settings } from '../config.ts'
import { secret } from '../secrets.ts'

/** Files of runs, states and recorded cases, and folders that somebody names. */
export async function traceFiles(
  { stateDir, fixtures }: Settings,
  folders: readonly string[] = [],
): Promise<TraceFiles> {
  const [{ diskTraces }, { checkpointStatus }] = await Promise.all([
    import('../../adapters/traces/disk.ts'),
    import('../../adapters/checkpoint/sqlite.ts'),
  ])
  return diskTraces({
    folders: [stateDir, fixtures, ...folders],
    isOver: (folder) => checkpointStatus(folder)?.isFinished,
    except: ['lake', 'local', 'stack', 'privacy'].map((name) => join(stateDir, name)),
  })
}

/** The log of what was erased; read-only it may be read while an erasure runs. */
export async function erasureLog({ stateDir, root, privacy }: Settings, readOnly = false): Promise<ErasureLog> {
  const { openErasureLog } = await import('../../adapters/erasure-log/file.ts')
  const { log: path = join(stateDir, 'privacy', 'erasures.jsonl'), key } = privacy
  return openErasureLog({ path, readOnly, key: key === undefined ? undefined : secret(key, { root }).reveal() })
}
