import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import type { ErasableStore } from '../../pipelines/ports.ts'
import { storeByName } from './by-store.ts'
import type { CassandraOptions } from './cassandra.ts'
import type { RedisOptions } from './redis.ts'

/** Passwords are references to secrets. */
export interface LiveStores {
  readonly redis: Omit<RedisOptions, 'url' | 'contracts'> & {
    readonly url?: string | undefined
    readonly username?: string | undefined
    readonly password?: string | undefined
  }
  readonly cassandra: Omit<CassandraOptions, 'contactPoints' | 'contracts'> & {
    readonly contactPoints?: string | readonly string[] | undefined
  }
}

/** Rows of contracts: hashes are kept in Redis, tables in Cassandra. `env` is for hints; `reveal` gives the secret that a reference means. */
export async function openLiveStore(
  { redis, cassandra }: LiveStores,
  contracts: readonly Contract[],
  { env, reveal }: { readonly env: string | undefined; readonly reveal: (reference: string) => string },
): Promise<ErasableStore> {
  const stores = new Map<string, ErasableStore>()
  const [hashes, tables] = (['hash', 'table'] as const).map((kind) => contracts.filter((one) => one.kind === kind))
  const demand = <T>(given: T | undefined, of: readonly Contract[], setting: string): T => {
    if (given !== undefined) return given
    throw new DqError(`nothing says where rows of ${of.map(({ name }) => name).join(', ')} are kept`, {
      hint: `set ${setting} in environments.${env ?? '<env>'} of dq.yaml`,
    })
  }
  if (hashes !== undefined && hashes.length > 0) {
    const { username, password, ...options } = redis
    const url = new URL(demand(options.url, hashes, 'redis.url'))
    url.username ||= encodeURIComponent(username ?? '')
    url.password ||= password === undefined ? '' : encodeURIComponent(reveal(password))
    const { openRedisStore } = await import('./redis.ts')
    const store = openRedisStore({ ...options, url: url.href, contracts: hashes })
    for (const { name } of hashes) stores.set(name, store)
  }
  if (tables !== undefined && tables.length > 0) {
    const contactPoints = [demand(cassandra.contactPoints, tables, 'cassandra.contactPoints')].flat()
    const password = cassandra.password === undefined ? undefined : reveal(cassandra.password)
    const { openCassandraStore } = await import('./cassandra.ts')
    const store = openCassandraStore({ ...cassandra, password, contactPoints, contracts: tables })
    for (const { name } of tables) stores.set(name, store)
  }
  return storeByName(stores)
}
