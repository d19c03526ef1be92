import type { KjAdmin } from './client.ts'
import { translated } from './failure.ts'

const TOPIC = 2
/** Set for the topic itself, and not for all. */
const OF_THE_TOPIC = 1

type Settings = ReadonlyMap<string, ReadonlyMap<string, string>>

export async function settingsOf(
  admin: KjAdmin,
  topics: readonly string[],
  names: readonly string[],
): Promise<Settings> {
  if (topics.length === 0) return new Map()
  const asked = topics.map((name) => ({ type: TOPIC, name, configNames: [...names] }))
  const { resources } = await translated(admin.describeConfigs({ resources: asked, includeSynonyms: false }))
  return new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      new Map(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  )
}

/** The client can only give a topic all of its settings anew: what was set for it before goes with them. */
export async function setSettings(
  admin: KjAdmin,
  topic: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const described = await translated(
    admin.describeConfigs({ resources: [{ type: TOPIC, name: topic }], includeSynonyms: false }),
  )
  const before = (described.resources[0]?.configEntries ?? [])
    .filter(({ configSource, readOnly }) => configSource === OF_THE_TOPIC && !readOnly)
    .map(({ configName, configValue }) => [configName, configValue] as const)
  const all = { ...Object.fromEntries(before), ...settings }
  const configEntries = Object.entries(all).map(([name, value]) => ({ name, value }))
  await translated(
    admin.alterConfigs({ validateOnly: false, resources: [{ type: TOPIC, name: topic, configEntries }] }),
  )
}
