import type { SettingChange, TopicRetention } from '../../contracts/privacy/topic-retention.ts'
import type { Retention } from '../privacy/retain.ts'
import type { RetainedTopics } from '../privacy/retain-topics.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'
import { durationText } from './duration.ts'
import { counted } from './report.ts'
import { someOf } from './unsearched.ts'

/** A line for each state that had rows too old, and for each setting of a topic that is not as promised. */
export function retentionText({ retained, faults, looked, topics, unlooked }: Retention, isDry: boolean): string {
  const rows = retained.map(({ table, before, branches, tags, rows, removed, rewritten }) => [
    table,
    branches.join(', '),
    `${counted(Number(rows), 'row')} from before ${before}`,
    `${counted(removed, 'file')} dropped, ${rewritten} written again`,
    tags.length === 0 ? '' : `kept by tag ${tags.join(', ')}`,
  ])
  const verdict =
    retained.length === 0
      ? 'nothing is too old'
      : isDry
        ? 'nothing was changed'
        : 'older snapshots have them until dq table expire and dq table gc'
  return [
    ...(rows.length === 0 ? [] : [table(rows), '']),
    ...faults.map(({ table, why }) => `${table}: ${why}`),
    `${counted(looked, 'table')} with a contract; ${verdict}`,
    ...(topics === undefined ? [] : topicLines(topics, isDry)),
    ...(unlooked === undefined
      ? []
      : [`${counted(unlooked.topics, 'topic')} with a retention in the contract: not looked at (${unlooked.why})`]),
  ].join('\n')
}

function topicLines({ topics, absent, faults }: RetainedTopics, isDry: boolean): readonly string[] {
  const changed = topics.filter(({ changes }) => changes.length > 0)
  const rows = changed.flatMap(({ topic, is, changes }) =>
    changes.map((change, i) => [i === 0 ? `  ${topic}` : '', changeText(change), i === 0 ? WHY[is] : '']),
  )
  const slack = Math.max(0, ...topics.map(({ slackMs }) => slackMs ?? Number.POSITIVE_INFINITY))
  const still = Number.isFinite(slack) ? `up to ${durationText(slack)} more` : 'without a limit'
  return [
    ...(rows.length === 0 ? [] : ['', paint('bold', `topics ${isDry ? 'to be set' : 'set'}`), table(rows), '']),
    ...faults.map(({ topic, why }) => `${topic}: ${why}`),
    [
      `${counted(topics.length, 'topic')} with a promise`,
      `${topics.length - changed.length} as promised`,
      ...(changed.length === 0 ? [] : [`${changed.length} ${isDry ? 'otherwise' : 'set'}`]),
      ...(absent.length === 0 ? [] : [`${absent.length} not there: ${someOf(absent)}`]),
    ].join('; '),
    ...(topics.length === 0 ? [] : [`records go by whole segments: they may stay ${still} (segment.ms)`]),
  ]
}

const WHY: Readonly<Record<TopicRetention['is'], string>> = {
  longer: 'kept longer than promised',
  shorter: 'dropped earlier than promised',
  'as promised': '',
}

const changeText = ({ name, from, to }: SettingChange): string =>
  name === 'retention.ms' ? `${name} ${from} → ${to} (${msText(from)} → ${msText(to)})` : `${name} ${from} → ${to}`

const msText = (text: string): string => durationText(Number(text) < 0 ? undefined : Number(text))
