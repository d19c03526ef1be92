/** The folder `contracts` beside the jobs' folders holds examples of contracts, not cases. */
export const NOT_A_JOB = 'contracts'

const TOPIC_FILE = /^(?<topic>[^/]+)\.jsonl(?:\.gz)?$/

/** The topic whose records a file of `input/` or `expected/` holds; undefined for any other file. */
export const topicOf = (name: string): string | undefined => TOPIC_FILE.exec(name)?.groups?.topic
