import { z } from 'zod'

/** `kafka` of an environment in dq.yaml. */
export const kafkaSettings = z.strictObject({
  /** `host:port`, one or several. Default: `servers.kafka`. */
  brokers: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
  tls: z.boolean().optional(),
  sasl: z
    .strictObject({
      mechanism: z.enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']),
      username: z.string().min(1),
      /** A reference: `${env:NAME}` or `${file:path}`. */
      password: z.string().min(1),
    })
    .optional(),
  /** Which client library. */
  client: z.enum(['platformatic', 'kafkajs']).optional(),
  /** Consumer groups, transactional ids and state topics begin with it. Default: dq. */
  group: z
    .string()
    .regex(/^[A-Za-z0-9._-]+$/, 'letters, digits, dots, dashes and underscores')
    .optional(),
  /** A transaction ends after so many records, or milliseconds. */
  commit: z.strictObject({ records: z.int().min(1).optional(), milliseconds: z.int().min(1).optional() }).optional(),
  /** Milliseconds after which the partitions of a silent worker go to others; the broker allows 6000 at least. */
  session: z.int().min(1000).optional(),
})
