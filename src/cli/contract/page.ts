import { contractTypes } from '../../contracts/codec/value-type.ts'
import type { Contract } from '../../contracts/model.ts'
import { counted } from '../report/report.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'

/** A contract for people: what it is and promises, then its fields. */
export function contractPage(contract: Contract): string {
  const { settings } = contract
  const facts: (readonly [string, string | undefined])[] = [
    [
      'owner',
      contract.owner && [contract.owner, contract.domain && `domain ${contract.domain}`].filter(Boolean).join(', '),
    ],
    ['purpose', contract.purpose],
    ['key', settings.key && `${settings.key} (${settings.keyFormat})`],
    ['event time', settings.eventTime],
    ['event id', settings.eventId],
    ['wire', [settings.wireFormat, `compatibility ${settings.compatibility}`].join(', ')],
    ['topic', contract.kind === 'topic' ? `${settings.partitions} partitions by ${settings.partitioner}` : undefined],
    ['bad records', settings.deadLetterTopic],
    [
      'SLA',
      contract.sla.map(({ property, value, unit }) => [property, value, unit].filter(Boolean).join(' ')).join(', '),
    ],
    ['files', `${contract.files.odcs}, ${contract.files.avsc}`],
  ]
  const { name, version, kind, status } = contract
  return [
    `${paint('bold', name)} ${version} (${kind}, ${status})`,
    table(facts.flatMap(([label, fact]) => (fact ? [[paint('dim', label), fact]] : []))),
    '',
    fieldTable(contract),
    counted(contract.fields.length, 'field'),
  ].join('\n')
}

/** The same for machines: the contract as it was loaded. */
export function contractData({ schema, fields, places: _places, ...contract }: Contract): object {
  return {
    ...contract,
    doc: schema.doc ?? null,
    fields: fields.map(({ at: _at, ...field }) => ({ ...field, marks: marksOf(contract, field.name) })),
  }
}

function fieldTable(contract: Contract): string {
  const types = contractTypes(contract)
  const header = ['FIELD', 'TYPE', 'REQUIRED', 'MARKS', 'PRIVACY', 'DESCRIPTION'].map((title) => paint('dim', title))
  const rows = contract.fields.map(({ name, physicalType, required, classification, description }) => {
    const bounded = types.get(name)?.kind === 'int53' ? 'long (bounded)' : physicalType
    const marks = marksOf(contract, name).join(', ')
    return [
      paint('bold', name),
      bounded,
      required ? 'yes' : 'no',
      marks || '-',
      classification ?? '-',
      description ?? '',
    ]
  })
  return table([header, ...rows])
}

function marksOf({ settings }: Pick<Contract, 'settings'>, field: string): string[] {
  return [
    ...(settings.key === field ? ['key'] : []),
    ...(settings.eventTime === field ? ['event time'] : []),
    ...(settings.eventId === field ? ['event id'] : []),
  ]
}
