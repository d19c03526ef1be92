import { parse } from 'yaml'
import { z } from 'zod'

/**
 * A page of `test/cli/pages`: Markdown with blocks like
 *
 *     ```console
 *     $ DQ_ENV=prod dq contract list
 *     what it prints: stdout, then stderr
 *     ```
 *
 *     Exit code: 0
 *
 * Without front matter its commands run in this repository. With `files` (path → text) or `copy` (paths of this repository)
 * they run in a scratch folder with just these, shown as `<scratch>`. `spawn: true` runs the built `bin/run.js` as a process.
 * `git: true` makes the scratch folder a git repository whose branch `main` holds these files; then `$ git …` runs too.
 * Between commands a block like
 *
 *     ```diff contracts/events/order.created.avsc
 *     -the lines as they stand, exactly once
 *     +the lines in their place
 *     ```
 *
 * edits a file (without `-` lines: makes it).
 */
export interface Page {
  readonly setup: Setup
  readonly blocks: readonly Block[]
}

export interface Block {
  /** What is edited before the command runs. */
  readonly edits: readonly Edit[]
  readonly command: string
  readonly output: string
  readonly exitCode: number
  /** Where the block stands in the page: from the command line to the exit code's line. */
  readonly start: number
  readonly end: number
}

export interface Edit {
  readonly path: string
  readonly from: string
  readonly to: string
}

const Setup = z.strictObject({
  files: z.record(z.string(), z.string()).optional(),
  copy: z.array(z.string()).optional(),
  spawn: z.boolean().default(false),
  git: z.boolean().default(false),
})
type Setup = z.infer<typeof Setup>

const BLOCK = /^```console\n\$ ([^\n]+)\n([\s\S]*?)^```\n+Exit code: (\d+)$/gm

const EDIT = /^```diff ([^\n]+)\n([\s\S]*?)^```$/gm

/** The edits between two places of a page. */
const editsIn = (text: string): Edit[] =>
  [...text.matchAll(EDIT)].map(([, path = '', body = '']) => {
    const lines = (sign: string) =>
      body
        .split('\n')
        .filter((line) => line.startsWith(sign))
        .map((line) => `${line.slice(1)}\n`)
        .join('')
    const strange = body.split('\n').find((line) => line !== '' && !/^[-+]/.test(line))
    if (strange !== undefined) throw new Error(`an edit has lines with - and +, not: ${strange}`)
    return { path, from: lines('-'), to: lines('+') }
  })

export function parsePage(text: string): Page {
  const matter = /^---\n([\s\S]*?)^---\n/m.exec(text)
  const blocks = [...text.matchAll(BLOCK)].map(([whole, command = '', output = '', exitCode], i, all) => ({
    edits: editsIn(text.slice((all[i - 1]?.index ?? 0) + (all[i - 1]?.[0].length ?? 0), all[i]?.index)),
    command,
    output: output.trimEnd(),
    exitCode: Number(exitCode),
    start: all[i]?.index ?? 0,
    end: (all[i]?.index ?? 0) + whole.length,
  }))
  const fences = text.split('\n').filter((line) => line === '```console').length
  if (blocks.length === 0 || blocks.length !== fences) {
    throw new Error(
      `${fences} console blocks, ${blocks.length} of them with "$ command" first and "Exit code: N" after`,
    )
  }
  return { setup: Setup.parse(matter?.index === 0 ? parse(matter[1] ?? '') : {}), blocks }
}

/** The same page with what the commands really printed. */
export function updatePage(
  text: string,
  blocks: readonly Block[],
  actual: readonly { output: string; exitCode: number }[],
): string {
  let updated = text
  for (const [i, { start, end, command }] of [...blocks.entries()].reverse()) {
    const { output = '', exitCode = 0 } = actual[i] ?? {}
    const printed = output === '' ? '' : `${output}\n`
    updated = `${updated.slice(0, start)}\`\`\`console\n$ ${command}\n${printed}\`\`\`\n\nExit code: ${exitCode}${updated.slice(end)}`
  }
  return updated
}

/** `A=1 dq run "my job"` as a shell would split it: variables, the program (`dq` or `git`), then its words. Quotes only; no expansion. */
export function parseCommand(line: string): { env: Record<string, string>; program: 'dq' | 'git'; args: string[] } {
  const words = [...line.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  )
  const at = words.findIndex((word) => !/^\w+=/.test(word))
  const program = words[at]
  if (program !== 'dq' && program !== 'git') throw new Error(`not a dq command: ${line}`)
  const env = Object.fromEntries(words.slice(0, at).map((word) => word.split(/=(.*)/s, 2) as [string, string]))
  return { env, program, args: words.slice(at + 1) }
}
