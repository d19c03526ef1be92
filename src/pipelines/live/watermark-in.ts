import { z } from 'zod'
import type { JsonObject } from '../../kernel/json.ts'

const withWatermark = z.object({ tasks: z.tuple([z.object({ saved: z.object({ value: z.number() }) })]) })

/** The watermark in what a run of one task has saved, milliseconds; undefined where it has none. */
export function watermarkIn(saved: JsonObject): number | undefined {
  const { data } = withWatermark.safeParse(saved)
  return data?.tasks[0].saved.value
}
