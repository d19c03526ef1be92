import { z } from 'zod'
import { kafkaSettings } from './live/kafka-settings.ts'

const text = z.string().min(1)

/** `registry` of an environment in dq.yaml. */
export const registrySettings = z.strictObject({
  /** Address with path, or `file:<path>` for a registry of this machine alone. Default: `servers.registry`. */
  url: text.optional(),
  username: text.optional(),
  /** A reference: `${env:NAME}` or `${file:path}`. */
  password: text.optional(),
  /** The same, for registries that want a bearer token. */
  token: text.optional(),
})

/** `redis` of an environment in dq.yaml. */
export const redisSettings = z.strictObject({
  /** `redis[s]://host:port/database`. Default: `servers.redis`. */
  url: text.optional(),
  username: text.optional(),
  password: text.optional(),
  /** Goes before every key. */
  prefix: text.optional(),
})

/** `cassandra` of an environment in dq.yaml. */
export const cassandraSettings = z.strictObject({
  /** `host:port`, one or several. Default: `servers.cassandra`. */
  contactPoints: z.union([text, z.array(text).min(1)]).optional(),
  datacenter: text.default('datacenter1'),
  keyspace: text.default('dq'),
  username: text.optional(),
  password: text.optional(),
  /** Make keyspace and tables that are not there: for development. */
  create: z.boolean().default(false),
})

/** `nessie` of an environment in dq.yaml. */
export const nessieSettings = z.strictObject({
  /** Of its REST API v2. Default: `servers.nessie`; without either the catalog is a git repository on this machine. */
  url: text.optional(),
  /** A reference: `${env:NAME}` or `${file:path}`. */
  token: text.optional(),
})

/** `lake.s3` of an environment in dq.yaml: an object store with S3's API. */
export const s3Settings = z.strictObject({
  /** Its address. Default: `servers.s3`, else Amazon's for the region. */
  endpoint: text.optional(),
  region: text.default('us-east-1'),
  /** The bucket in the path and not in the host's name. Default: yes where an endpoint is given. */
  pathStyle: z.boolean().optional(),
  /** References: `${env:NAME}` or `${file:path}`. Default: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`. */
  accessKey: text.optional(),
  secretKey: text.optional(),
  sessionToken: text.optional(),
  /** How many downloaded files stay for the next time. */
  cacheMiB: z.int().min(0).default(4096),
})

/** `lake` of an environment in dq.yaml. */
export const lakeSettings = z.strictObject({
  /** Where new tables go: an absolute folder, a `file:` location or `s3://bucket/prefix`. Default: `lake` in the state folder. */
  warehouse: text.optional(),
  s3: s3Settings.optional(),
  /** The branch that suites judge when none is named. Default: `main`. */
  branch: text.optional(),
})

/** The servers that live jobs, the registry and the lake use. */
export const serverSettings = {
  kafka: kafkaSettings.optional(),
  registry: registrySettings.optional(),
  redis: redisSettings.optional(),
  cassandra: cassandraSettings.optional(),
  nessie: nessieSettings.optional(),
  lake: lakeSettings.optional(),
}

export interface ServerSettings {
  readonly kafka: z.infer<typeof kafkaSettings>
  readonly registry: z.infer<typeof registrySettings>
  readonly redis: z.infer<typeof redisSettings>
  readonly cassandra: z.infer<typeof cassandraSettings>
  readonly nessie: z.infer<typeof nessieSettings>
  readonly lake: z.infer<typeof lakeSettings> & { readonly s3: z.infer<typeof s3Settings> }
}

/** What is configured, with the addresses in `servers` where a section names none. */
export function serversOf(
  given: Omit<{ readonly [K in keyof ServerSettings]?: ServerSettings[K] | undefined }, 'lake'> & {
    readonly lake?: z.infer<typeof lakeSettings> | undefined
  },
  { kafka, registry, redis, cassandra, nessie, s3 }: Readonly<Record<string, string>>,
): ServerSettings {
  return {
    kafka: { ...(kafka !== undefined && { brokers: kafka }), ...given.kafka },
    registry: { ...(registry !== undefined && { url: registry }), ...given.registry },
    redis: { ...(redis !== undefined && { url: redis }), ...given.redis },
    cassandra: {
      ...(cassandra !== undefined && { contactPoints: cassandra }),
      ...(given.cassandra ?? cassandraSettings.parse({})),
    },
    nessie: { ...(nessie !== undefined && { url: nessie }), ...given.nessie },
    lake: {
      ...given.lake,
      s3: { ...(s3 !== undefined && { endpoint: s3 }), ...(given.lake?.s3 ?? s3Settings.parse({})) },
    },
  }
}
