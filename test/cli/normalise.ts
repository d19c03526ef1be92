import { homedir } from 'node:os'
import { fileURLToPath } from 'node:url'

const repo = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

// biome-ignore format: one row a rule
const VOLATILE: readonly [name: string, pattern: RegExp, shown: string][] = [
  ['version of dq and Node', /\bdq\/\d+\.\d+\.\d+ \S+ node-v\d+\.\d+\.\d+/g,  'dq/<version> <platform> node-<version>'],
  ['version in the help',    /^dq \d+\.\d+\.\d+ {2}/gm,                         'dq <version>  '],
  ['rate',                   /\b[\d.,_]+[kM]? (events|records|rows)\/s/g,     '<rate> $1/s'],
  ['wall time',              /\b(in|wall time|wall|took)(:? +)[\d.,]+ ?(ms|s|min)\b/g, '$1$2<time>'],
  ['wall time in JSON',      /"(wallMs|seconds|eventsPerSecond)": [\d.e+-]+/g,       '"$1": <number>'],
  ['wall time in JUnit',     /\btime="[\d.]+"/g,                               'time="<seconds>"'],
  ['a way up to the scratch folder', /(?:\.\.\/)*\.\.(?=<scratch>)/g,     ''],
  ['the day of the run',     /\btoday is \d{4}-\d{2}-\d{2}/g,                'today is <today>'],
  ['the time of a run',      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z(?= {2}[✓✗!])/gm, '<the time of it>    '],
  ['a short commit id',      /(?<=\()[0-9a-f]{7}(?=[,)])|\b[0-9a-f]{7}(?=:(?:contracts|expectations|waivers)\b)/g, '<commit>'],
  ['a commit of the lake',   /(?<=^(?:.* (?:branch|tag|at) +)?)[0-9a-f]{12}(?= {2}|$)/gm, '<the hash>  '],
  ['a tag of a promotion',   /(?<=-(?:before|after)-)[0-9a-f]{12}\b/g,          '<hash>'],
  ['a hash of a promotion',  /(?<=\b(?:plan|policy|in|staging|prod|dev|back to|base)[ `]+)[0-9a-f]{12}\b|[0-9a-f]{12}(?= (?:then|now)\b)/g, '<hash>'],
  ['when it was judged',     /(?<=clock(?:: | \| ))[\dT:.-]+Z|(?<=open at )\w{3} [\d-]+ [\d:]+/g, '<now>'],
  ['a promotion of a log',   /(?<=^ {2})[0-9a-f]{12} {2}\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?= )/gm, '<hash>  <when>'],
  ['a whole hash',           /\b[0-9a-f]{40}\b/g,                             '<hash>'],
  ['the time of a note',      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z {2}[0-9a-f]{8}(?= )/gm, '<the time of it>      <id>    '],
  ['an erasure',             /\berasure [0-9a-f]{8}-[0-9a-f-]{27}/g,          'erasure <id>'],
  ['a keyed hash',           /\bof subject [0-9a-f]{12}\b/g,                   'of subject <hash>'],
  ['a limit that moves',     /\bfrom before \d{4}-\d{2}-\d{2}T[\d:.]+Z/g,       'from before <the limit>'],
  ['bytes that went',        /\bremoved \([\d.]+ KiB\)/g,                      'removed (<size>)'],
  ['when the lake changed',  /(?<=<the hash> {4})\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/g, '<when>'],
  ['when a table changed',    /(?<= (?:B|[KMG]iB) {2})\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/gm, '<when>'],
  ['a snapshot of a table',  /\bsnapshot \d{6,19}\b/g,                       'snapshot <id>'],
  ['a snapshot on a branch', /(?<=#)\d{6,19}\b/g,                           '<id>'],
  ['trailing space',         /[ \t]+$/gm,                                     ''],
]

/** What differs from run to run and from machine to machine, replaced by its name. */
export function normalise(output: string, scratch: string): string {
  let text = output
    .replaceAll('\r\n', '\n')
    .replaceAll(scratch, '<scratch>')
    .replaceAll(repo, '<repo>')
    .replaceAll(homedir(), '~')
  for (const [, pattern, shown] of VOLATILE) text = text.replaceAll(pattern, shown)
  return text.trimEnd()
}
