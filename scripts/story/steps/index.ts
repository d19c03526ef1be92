import type { Step } from '../step.ts'
import { bronzeSteps } from './bronze.ts'
import { goldSteps } from './gold.ts'
import { promotionSteps } from './promotion.ts'
import { silverSteps } from './silver.ts'

/** The scenes in their order: each builds on the ones before it. */
export const storySteps = (files: {
  readonly input: (topic: string) => string
  readonly late: string
  readonly folder: string
}): readonly Step[] => [
  ...bronzeSteps(files.input),
  ...silverSteps(files.late),
  ...goldSteps,
  ...promotionSteps(files.folder),
]
