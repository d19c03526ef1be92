import { loadSettings } from '../../src/cli/config.ts'
import { promote } from '../../src/cli/promote/promote.ts'
import { openLake } from '../../src/cli/wiring/lake.ts'
import { interrupted } from './interrupt.ts'

/** Promotes, and is gone without a word at one of the catalog's writes. */
const [config = '', from = '', to = '', write = '', when = ''] = process.argv.slice(2)
const request = { move: { kind: 'promotion' as const, from, to }, dryRun: false, approvals: [], rows: 0 }
const outcome = await promote(
  loadSettings({ config }),
  request,
  () => {},
  async (settings) => {
    const lake = await openLake(settings, { forPromotion: true })
    const kill = (at: number, side: string): void => {
      if (String(at) === write && side === when) process.kill(process.pid, 'SIGKILL')
    }
    return { ...lake, catalog: interrupted(lake.catalog, kill) }
  },
)
console.log(outcome.result)
