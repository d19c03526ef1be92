import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GenericContainer, StartedTestContainer } from 'testcontainers'
import type { TestServer } from '../server.ts'
import { cassandra } from './cassandra.ts'
import { kafka } from './kafka.ts'
import { kafkaSecured } from './kafka-secured.ts'
import { nessie } from './nessie.ts'
import { postgres } from './postgres.ts'
import { redis } from './redis.ts'
import { registry } from './registry.ts'
import { s3 } from './s3.ts'

/** How one kind of server is started as a container: one file beside this one. */
export interface ContainerRecipe {
  readonly image: string
  readonly product: string
  /** Ready to be started, with its wait strategy. */
  container(image: string): Promise<GenericContainer>
  endpoints(container: StartedTestContainer): Readonly<Record<string, string>>
  /** Stops what `container` had to start besides. */
  stopOthers?(): Promise<void>
}

const recipes: Readonly<Record<string, ContainerRecipe>> = {
  redis,
  postgres,
  cassandra,
  kafka,
  'kafka-secured': kafkaSecured,
  registry,
  nessie,
  s3,
  's3-strict': s3,
}

/** `DQ_STACK_IMAGES=redis=localhost/dq-redis:1 …`: other images than the public ones, e.g. of a mirror. */
const imageOf = (name: string, image: string): string =>
  (process.env.DQ_STACK_IMAGES ?? '')
    .split(/\s+/)
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? image

export async function startContainer(name: string): Promise<TestServer> {
  const recipe = recipes[name]
  if (recipe === undefined)
    throw new Error(`no container for "${name}": add it to test/stack/containers, or use DQ_STACK=processes`)
  const image = imageOf(name, recipe.image)
  const begin = performance.now()
  const log: string[] = []
  const folder = mkdtempSync(join(tmpdir(), `dq-stack-${name}-`))
  const keepLog = () => {
    const file = join(folder, `${name}.log`)
    writeFileSync(file, log.join(''))
    return file
  }
  let container: StartedTestContainer
  try {
    const built = await recipe.container(image)
    container = await built.withLogConsumer((stream) => stream.on('data', (data) => log.push(String(data)))).start()
  } catch (error) {
    const tail = log.join('').trimEnd().split('\n').slice(-15).join('\n')
    throw new Error(
      `cannot start ${name} from image ${image}: ${(error as Error).message}\n${tail}\nthe whole log is in ${keepLog()}; can the engine pull the image? DQ_STACK_IMAGES="${name}=<image>" takes another, DQ_STACK=processes needs none`,
      { cause: error },
    )
  }
  return {
    name,
    product: `${recipe.product} (container ${image})`,
    endpoints: recipe.endpoints(container),
    seconds: (performance.now() - begin) / 1000,
    usage: async () => undefined,
    logs: folder,
    async stop({ keep }) {
      if (keep) keepLog()
      await container.stop()
      await recipe.stopOthers?.()
    },
  }
}
