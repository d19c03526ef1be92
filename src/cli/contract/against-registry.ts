import type { ContractBaseline } from '../../contracts/ports.ts'
import { registryBaselines } from '../../contracts/registry/baseline.ts'
import type { SchemaRegistry } from '../../contracts/registry/ports.ts'
import { DqError } from '../../kernel/errors.ts'
import { loadSettings, type Settings } from '../config.ts'
import { orUnreachable } from '../or-unreachable.ts'
import { schemaRegistry } from '../wiring/live.ts'
import { currentContracts } from '../wiring.ts'

export const REGISTRY = 'registry:'

/** The registry of the environment that the settings are of, or a DqError where none is configured. */
export async function demandRegistry(settings: Settings): Promise<SchemaRegistry> {
  const registry = await schemaRegistry(settings)
  if (registry !== undefined) return registry
  throw new DqError(
    settings.env === undefined ? 'nothing says which registry' : `the environment ${settings.env} has no registry`,
    {
      hint:
        settings.env === undefined
          ? `give --env; environments of dq.yaml: ${settings.environments.join(', ') || 'none yet'}`
          : `set registry.url in environments.${settings.env} of dq.yaml`,
    },
  )
}

/** `registry:<env>` of `--against`: the schemas that the registry of that environment has. */
export async function againstRegistry(
  settings: Settings,
  env: string,
  staged: boolean,
): Promise<readonly ContractBaseline[]> {
  const own = env === settings.env ? settings : loadSettings({ config: settings.file, env })
  const registry = await demandRegistry(own)
  return orUnreachable(registryBaselines(registry, `${REGISTRY}${env}`, await currentContracts(settings, staged)))
}
