import { startServer } from '../src/adapters/stack/processes.ts'
import { loadSettings } from '../src/cli/config.ts'
import { planBench } from './promote/scene.ts'

const nessie = await startServer('nessie', { cacheDir: loadSettings({}).cacheDir, say: console.error })
process.once('exit', () => void nessie.stop({ keep: false }))

export default { ...(await planBench('Nessie', nessie.endpoints.url)), close: () => nessie.stop({ keep: false }) }
