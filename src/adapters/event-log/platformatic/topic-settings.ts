import type { LogAdmin } from './client.ts'
import { translated } from './failure.ts'

const TOPIC = 2
const SET = 0

type Settings = ReadonlyMap<string, ReadonlyMap<string, string>>

export async function settingsOf(
  admin: LogAdmin,
  topics: readonly string[],
  names: readonly string[],
): Promise<Settings> {
  if (topics.length === 0) return new Map()
  const resources = topics.map((resourceName) => ({
    resourceType: TOPIC,
    resourceName,
    configurationKeys: [...names],
  })) satisfies Parameters<LogAdmin['describeConfigs']>[0]['resources']
  const described = await translated(admin.describeConfigs({ resources }))
  return new Map(
    described.map(({ resourceName, configs }) => [
      resourceName,
      new Map(configs.flatMap(({ name, value }) => (value == null ? [] : [[name, value] as const]))),
    ]),
  )
}

export async function setSettings(
  admin: LogAdmin,
  topic: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const configs = Object.entries(settings).map(([name, value]) => ({ name, value, configOperation: SET }) as const)
  await translated(
    admin.incrementalAlterConfigs({ resources: [{ resourceType: TOPIC, resourceName: topic, configs }] }),
  )
}
