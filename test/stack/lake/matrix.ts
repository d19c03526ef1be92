import { table } from '../../../src/cli/table.ts'

/** What one engine, or dq, can do with one type, partitioning, evolution, …; `none`: there is no such thing to do. */
type Verdict = { readonly kind: 'right' | 'none' } | { readonly kind: 'wrong' | 'lacks'; readonly text: string }

interface Cell {
  readonly row: string
  readonly engine: string
  readonly what: string
  readonly verdict: Verdict
}

/** What an engine is known not to have, with its own words. */
export interface Lack {
  readonly engine: RegExp
  readonly row: RegExp
  readonly what: RegExp
  readonly words: RegExp
}

const SIGNS = { right: '+', wrong: 'X', lacks: 'o', none: '.' } as const

export function openMatrix(lacks: readonly Lack[]) {
  const cells: Cell[] = []
  const used = new Set<Lack>()
  const put = (row: string, engine: string, what: string, verdict: Verdict) =>
    void cells.push({ row, engine, what, verdict })

  const failed = (row: string, engine: string, what: string, text: string) => {
    const known = lacks.find(
      (one) => one.engine.test(engine) && one.row.test(row) && one.what.test(what) && one.words.test(text),
    )
    if (known !== undefined) used.add(known)
    put(row, engine, what, { kind: known === undefined ? 'wrong' : 'lacks', text })
  }

  /** One thing done for several rows at once; gives what is wrong with a row, or nothing. False when it could not be done at all. */
  async function tried(
    engine: string,
    what: string,
    rows: readonly string[],
    work: () => Promise<(row: string, place: number) => string | undefined>,
  ): Promise<boolean> {
    let judge: Awaited<ReturnType<typeof work>>
    try {
      judge = await work()
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      for (const row of rows) failed(row, engine, what, text)
      return false
    }
    rows.forEach((row, place) => {
      const text = judge(row, place)
      if (text === undefined) put(row, engine, what, { kind: 'right' })
      else failed(row, engine, what, text)
    })
    return true
  }

  const count = (kind: Verdict['kind']) => cells.filter(({ verdict }) => verdict.kind === kind).length
  return {
    tried,
    none: (engine: string, what: string, row: string) => put(row, engine, what, { kind: 'none' }),
    wrong: () =>
      cells.flatMap(({ row, engine, what, verdict }) =>
        verdict.kind === 'wrong' ? [`${engine}, ${what}, ${row}: ${verdict.text}`] : [],
      ),
    /** Lacks that are none any more. */
    unused: () => lacks.filter((one) => !used.has(one)),
    counts: () => ({ right: count('right'), lacks: count('lacks'), wrong: count('wrong') }),
    text: () => matrixText(cells),
  }
}

export type Matrix = ReturnType<typeof openMatrix>

function matrixText(cells: readonly Cell[]): string {
  const engines = [...new Set(cells.map(({ engine }) => engine))].sort()
  const rows = [...new Set(cells.map(({ row }) => row))]
  const signs = (row: string, engine: string) =>
    cells.flatMap((cell) => (cell.row === row && cell.engine === engine ? [SIGNS[cell.verdict.kind]] : [])).join('')
  const words = new Map<string, string[]>()
  for (const { row, engine, what, verdict } of cells) {
    if (!('text' in verdict)) continue
    const text = `${verdict.kind === 'wrong' ? 'WRONG ' : ''}${engine}, ${what}: ${short(verdict.text)}`
    words.set(text, [...(words.get(text) ?? []), row])
  }
  return [
    table([['', ...engines], ...rows.map((row) => [row, ...engines.map((engine) => signs(row, engine))])]),
    '',
    '+ as it should be   o the engine lacks it, in its own words below   X wrong   . nothing to ask',
    ...[...words].map(([text, of]) => `${text}\n    ${[...new Set(of)].join('; ')}`),
  ].join('\n')
}

const short = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').slice(0, 240)
