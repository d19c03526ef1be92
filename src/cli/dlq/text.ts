import type { Contract } from '../../contracts/model.ts'
import { classRank } from '../../contracts/privacy/class-rank.ts'
import { counted } from '../report/report.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'
import type { Letter } from './letter.ts'

const PERSONAL = 4
const HIDDEN = '(hidden: about personal data; dq dlq show --raw)'

/** A letter without personal data: messages may quote values, keys may name people. */
export function masked(letter: Letter, contracts: ReadonlyMap<string, Contract>): Omit<Letter, 'raw'> {
  const { raw: _, ...rest } = letter
  const contract = contracts.get(letter.source.topic)
  const isPersonal = (name: string | undefined) => {
    const field = contract?.fields.find((one) => one.name === name)
    return (classRank(field?.classification ?? '') ?? 0) >= PERSONAL
  }
  const keyName = contract?.settings.key
  const about = letter.path.split('/')[1] ?? (letter.reason === 'key' ? keyName : undefined)
  // Nobody knows what a message quotes of a record that cannot be read, or of a topic without a contract.
  const mayQuote = (letter.reason === 'unreadable' || contract === undefined) && /["'`]/.test(letter.message)
  return {
    ...rest,
    key: letter.key !== null && (contract === undefined || isPersonal(keyName)) ? '(hidden)' : letter.key,
    message: isPersonal(about) || mayQuote ? HIDDEN : letter.message,
  }
}

/** The newest `limit` letters, and counts of all by reason. */
export function listText(letters: readonly Letter[], contracts: ReadonlyMap<string, Contract>, limit: number): string {
  const header = ['ID', 'STATE', 'REASON', 'FROM', 'AT', 'MESSAGE'].map((title) => paint('dim', title))
  const shown = letters.slice(-limit).map((letter) => masked(letter, contracts))
  const rows = shown.map(({ id, state, reason, source, path, message }) => [
    id,
    state,
    reason,
    `${source.topic} ${source.partition}/${source.offset}`,
    path || '-',
    message,
  ])
  const reasons = [...Map.groupBy(letters, ({ reason }) => reason)].map(([reason, own]) => `${own.length} ${reason}`)
  const more = letters.length > limit ? `, the last ${limit} shown` : ''
  const summary = `${counted(letters.length, 'dead letter')}${reasons.length > 0 ? `: ${reasons.join(', ')}` : ''}${more}`
  return [...(rows.length === 0 ? [] : [table([header, ...rows])]), summary].join('\n')
}

/** One letter; its record only where it was asked for. */
export function showText(letter: Letter, contracts: ReadonlyMap<string, Contract>, raw: boolean): string {
  const { key, message } = raw ? letter : masked(letter, contracts)
  const { id, job, source, reason, path, state, handled } = letter
  const because = handled?.because === undefined ? '' : `: ${handled.because}`
  const rows = [
    ['id', id],
    ['job', job],
    ['from', `${source.topic}, partition ${source.partition}, offset ${source.offset}`],
    ['key', key ?? '(none)'],
    ['reason', reason],
    ['path', path || '(the whole record)'],
    ['message', message],
    ['state', handled === undefined ? state : `${state} at ${handled.at}${because}`],
    ['record', raw ? recordText(letter.raw) : `${letter.raw.length} bytes: --raw shows them`],
  ]
  return table(rows.map(([name = '', value = '']) => [paint('dim', name), value]))
}

/** Text as it is, anything else as base64. */
export function recordText(raw: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return `base64 ${Buffer.from(raw).toString('base64')}`
  }
}
