import type { ServerRecipe } from '../recipe.ts'
import { cassandra } from './cassandra.ts'
import { flink } from './flink.ts'
import { kafka } from './kafka.ts'
import { kafkaSecured } from './kafka-secured.ts'
import { nessie } from './nessie.ts'
import { postgres } from './postgres.ts'
import { redis } from './redis.ts'
import { registry } from './registry.ts'
import { s3 } from './s3.ts'
import { s3Strict } from './s3-strict.ts'
import { trino } from './trino.ts'

/** Every server, in the order in which to start them. A new one is a file here and a line below. */
export const recipes: Readonly<Record<string, ServerRecipe>> = {
  redis,
  postgres,
  cassandra,
  kafka,
  'kafka-secured': kafkaSecured,
  registry,
  nessie,
  s3,
  's3-strict': s3Strict,
  flink,
  trino,
}
