/** What the outputs of a run can be written as. */
export const FILE_FORMATS = ['jsonl', 'jsonl.gz', 'avro', 'avro-deflate'] as const

export type FileFormatName = (typeof FILE_FORMATS)[number]

/** After a topic's name. */
export const endingOf = (format: FileFormatName): string => (format.startsWith('avro') ? '.avro' : `.${format}`)
