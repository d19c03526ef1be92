import type { Settings } from '../config.ts'

/** What the names of groups, states and transactions of an environment begin with. */
export const namePrefix = ({ use: { kafka } }: Settings): string => kafka.group ?? 'dq'
