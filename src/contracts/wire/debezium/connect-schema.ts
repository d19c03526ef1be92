import { z } from 'zod'

/** The schema of a value as Kafka Connect's JsonConverter writes it beside the payload (`schemas.enable=true`). */
export interface ConnectSchema {
  readonly type: string
  /** What the value means: `io.debezium.time.MicroTimestamp`, say. */
  readonly name?: string | undefined
  /** Of a field inside a struct. */
  readonly field?: string | undefined
  readonly fields?: readonly ConnectSchema[] | undefined
  readonly items?: ConnectSchema | undefined
  readonly values?: ConnectSchema | undefined
  readonly parameters?: Readonly<Record<string, string>> | undefined
}

export const connectSchema: z.ZodType<ConnectSchema> = z.lazy(() =>
  z.object({
    type: z.string(),
    name: z.string().optional(),
    field: z.string().optional(),
    fields: z.array(connectSchema).optional(),
    items: connectSchema.optional(),
    values: connectSchema.optional(),
    parameters: z.record(z.string(), z.string()).optional(),
  }),
)

export const fieldOf = (schema: ConnectSchema | undefined, name: string): ConnectSchema | undefined =>
  schema?.fields?.find(({ field }) => field === name)
