import { setFlagsFromString } from 'node:v8'

/**
 * For a command that reads much and ends soon: V8's space for young objects stays as small as it is, instead of doubling up to
 * 3 × 32 MiB. Measured in docs/benchmarks.md; not for runs with windows, whose objects live as long as those.
 */
export const leanHeap = (): void => setFlagsFromString('--semi-space-growth-factor=1')
