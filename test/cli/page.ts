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
 */
export interface Page {
  readonly setup: Setup
  readonly blocks: readonly Block[]
}

export interface Block {
  readonly command: string
  readonly output: string
  readonly exitCode: number
  /** Where the block stands in the page: from the command line to the exit code's line. */
  readonly start: number
  readonly end: number
}

const Setup = z.strictObject({
  files: z.record(z.string(), z.string()).optional(),
  copy: z.array(z.string()).optional(),
  spawn: z.boolean().default(false),
})
type Setup = z.infer<typeof Setup>

const BLOCK = /^```console\n\$ ([^\n]+)\n([\s\S]*?)^```\n+Exit code: (\d+)$/gm

export function parsePage(text: string): Page {
  const matter = /^---\n([\s\S]*?)^---\n/m.exec(text)
  const blocks = [...text.matchAll(BLOCK)].map(([whole, command = '', output = '', exitCode], i, all) => ({
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

/** `A=1 dq run "my job"` as a shell would split it: variables, then the words after `dq`. Quotes only; no expansion. */
export function parseCommand(line: string): { env: Record<string, string>; args: string[] } {
  const words = [...line.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  )
  const at = words.indexOf('dq')
  if (at === -1) throw new Error(`not a dq command: ${line}`)
  const env = Object.fromEntries(words.slice(0, at).map((word) => word.split(/=(.*)/s, 2) as [string, string]))
  return { env, args: words.slice(at + 1) }
}
