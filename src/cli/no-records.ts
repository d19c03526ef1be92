import type { TopicPath } from './flags.ts'

/** What is said of an input that nothing came from: the run is well, and seldom was it meant. */
export const noRecords = ({ path }: TopicPath): string => `${named(path)} holds no records`

/** What is said where every line of an input is a dead letter. */
export const nothingReadable = ({ topic, path }: TopicPath): string =>
  `nothing in ${named(path)} can be read: are these records of ${topic}?`

const named = (path: string): string => (path === '-' ? 'standard input' : path)
