/** JavaScript statements under construction. Blocks inside blocks share one counter, so a name is never used twice. */
export interface CodeBlock {
  line(text: string): void
  /** A name that no other part of the code has. */
  name(prefix?: string): string
  /** Appends `head { … }`. */
  block(head: string, body: (inner: CodeBlock) => void): void
  /** A block whose lines can be looked at before they are appended (or thrown away). */
  scratch(): CodeBlock
  append(block: CodeBlock): void
  readonly lines: readonly string[]
  toString(): string
}

export function codeBlock(counter: { next: number } = { next: 0 }): CodeBlock {
  const lines: string[] = []
  return {
    lines,
    line: (text) => {
      lines.push(text)
    },
    name: (prefix = 't') => `${prefix}${counter.next++}`,
    block(head, body) {
      const inner = codeBlock(counter)
      body(inner)
      lines.push(`${head} {`, ...inner.lines.map((line) => `  ${line}`), '}')
    },
    scratch: () => codeBlock(counter),
    append: (block) => {
      lines.push(...block.lines)
    },
    toString: () => lines.join('\n'),
  }
}
