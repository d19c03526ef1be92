import type { Settings } from '../config.ts'
import { connectorFiles, contractFiles, exampleFiles } from '../wiring.ts'

/** The folders of the repo that lint looks at. */
export const lintSources = async (settings: Settings) => ({
  contracts: await contractFiles(settings),
  examples: await exampleFiles(settings),
  connectors: await connectorFiles(settings),
})
