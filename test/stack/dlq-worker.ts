import { openPlatformaticLog } from '../../src/adapters/event-log/platformatic.ts'
import { wireFormat } from '../../src/adapters/registry/wire-format.ts'
import { logLetters } from '../../src/cli/dlq/log-letters.ts'
import { select } from '../../src/cli/dlq/select.ts'

/* Replays every open letter of a topic without a contract: `node dlq-worker.ts <broker> <topic>`. Says when it begins, for who kills it. */
const [broker = '', topic = ''] = process.argv.slice(2)
const log = openPlatformaticLog({ brokers: [broker], clientId: 'dlq-worker' })
const letters = logLetters({ log, wire: wireFormat(undefined, undefined), topic, contract: undefined, prefix: 'test' })
const open = await select(letters.read(), { ids: [], state: 'open' })
console.log(`begins with ${open.length}`)
console.log(`replayed ${await letters.replay(open, new Date().toISOString())}`)
await letters.close()
