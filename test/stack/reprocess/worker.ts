import { loadSettings } from '../../../src/cli/config.ts'
import { publishReprocessed } from '../../../src/cli/reprocess/publish.ts'

/* Publishes what was processed again, to be killed: `node worker.ts <dq.yaml> <job> <at> <records a transaction>`. Says each commit. */
const [config = '', job = '', at = '', atOnce = ''] = process.argv.slice(2)
const settings = loadSettings({ config, env: 'test' })
const done = await publishReprocessed(settings, job, {
  at,
  'dry-run': false,
  atOnce: Number(atOnce),
  onCommit: (sent) => console.log(`sent ${sent}`),
})
console.log(JSON.stringify(done.outputs.map(({ output, sent, before, there }) => ({ output, sent, before, there }))))
