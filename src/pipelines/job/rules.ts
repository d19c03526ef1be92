import type { Severity } from '../../kernel/finding.ts'

interface JobRuleText {
  readonly what: string
  readonly why: string
  readonly example: string
  readonly fix: string
}

/** What can be wrong with a job's declaration, by the id of its findings without `job-`. */
const texts = {
  'envelope-mismatch': {
    what: 'A topic that dq itself writes has a contract with other fields than dq gives.',
    why: 'Late records and dead letters have a fixed envelope: every one of them would break the contract.',
    example: 'fraud.late without a field `payload`, or with one of type int',
    fix: 'give the contract the fields that the message names',
  },
  'key-type': {
    what: 'A job is keyed by a field that is neither text nor an integer.',
    why: 'Other types have no bytes that every producer and partitioner agrees on, so records of one key would meet in several partitions.',
    example: "`.keyBy('total')` where total is a decimal",
    fix: 'key by a string or an integer',
  },
  'missing-field': {
    what: 'An output leaves out a field that its contract wants, or a step does not say where a field comes from.',
    why: 'No record of it would keep the contract; without lineage nobody knows who breaks when an input changes.',
    example: 'fraud.alert wants `risk_score`, and the output gives only `order_id`',
    fix: 'give the field, or give it a default in the contract',
  },
  'missing-file': {
    what: 'The file of a scorer cannot be read.',
    why: 'Without its rules or model the job has no score to compute.',
    example: "`.score(rules('fraud-rule.yaml'))` beside a file fraud-rules.yaml",
    fix: 'name the file relative to the job',
  },
  'no-event-time': {
    what: 'An input of a job that works with time has a contract without event time.',
    why: 'Windows and watermarks go by the time in the record: arrival times give another result on each replay.',
    example: 'a windowed job that reads a topic whose contract has no `eventTime`',
    fix: 'add the custom property eventTime to the contract',
  },
  'no-function': {
    what: 'The code of a step or a custom scorer is not there.',
    why: 'A job that was read from JSON is a declaration: JSON carries no code.',
    example: '`dq run` of a job that was stored as JSON and has a `step`',
    fix: 'load the job from its module',
  },
  'no-version': {
    what: 'An upsert says of no row which one is newer.',
    why: 'After a replay or out of order an older row would replace a newer one.',
    example: "`upsert('feature.customer', {…})` without `.version(measures.revision)`",
    fix: 'give it a version that grows: the revision of a window or of a running row',
  },
  'not-co-partitioned': {
    what: 'Inputs of a job do not bring the records of one key into the same partition.',
    why: 'Each partition is a task of its own: a window or a running total would see only some of the records, and say nothing.',
    example: 'order.created has 6 partitions and payment.authorized 12',
    fix: 'give all inputs the same key, partitioner and number of partitions',
  },
  'nullable-key': {
    what: 'A job is keyed or matched by a field that may be null.',
    why: 'Records without a key belong to nobody: they would all fall into one group.',
    example: "`.keyBy('customer_id')` where customer_id is [null, string]",
    fix: 'key by a required field',
  },
  'out-of-scope': {
    what: 'An expression uses something that is not known at its place.',
    why: 'A result of a window has no single record, and a record has only the measures that were made before it.',
    example: 'an output per window that uses `order.total` in place of a measure of it',
    fix: 'use a measure, or write per record of that input',
  },
  'output-is-input': {
    what: 'A job writes a topic that it reads.',
    why: 'It would feed itself: records without end.',
    example: 'a job that reads order.created and emits to order.created',
    fix: 'write another topic',
  },
  type: {
    what: 'An expression has no type, or not the one that is needed.',
    why: 'On some engine it would fail, or quietly become something else: decimals never turn into doubles by themselves.',
    example: '`add(order.total, order.note)` with a text, or a text stored in a field of type int',
    fix: 'cast it, or use values of the type that the message asks for',
  },
  'unknown-contract': {
    what: 'A job names a contract that this repo does not have.',
    why: 'Nobody can say which fields it has, nor whether records are right.',
    example: "`.inputs({ order: 'order.craeted' })`",
    fix: 'name one that dq contract list shows',
  },
  'unknown-field': {
    what: 'A job names a field that a contract does not have.',
    why: 'It would be null for ever, or the plan would fail on the engine.',
    example: '`order.totl` where the contract has total',
    fix: 'name a field of the contract: dq contract show <name>',
  },
  'unknown-input': {
    what: 'An output, a measure or a step names an input that the job does not have.',
    why: 'There is nothing that it could read.',
    example: "`perRecord('orders')` in a job whose input is called order",
    fix: 'name one of the inputs of the job',
  },
} as const satisfies Readonly<Record<string, JobRuleText>>

/** The id of a finding, without `job-`. */
export type JobRule = keyof typeof texts

/** Every rule about jobs, for `dq explain` and `dq rules`. */
export const jobRules: readonly (JobRuleText & { readonly id: string; readonly severity: Severity })[] = Object.entries(
  texts,
).map(([id, text]) => ({ id: `job-${id}`, severity: 'error', ...text }))
