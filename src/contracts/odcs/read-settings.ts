import type { Finding } from '../../kernel/finding.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { ContractSettings } from '../model.ts'
import type { Located } from '../repo/located.ts'
import { parseShape } from '../repo/shape-findings.ts'
import { finding } from '../validate/rule.ts'
import duplicateSetting from '../validate/rules/duplicate-setting.ts'
import invalidSetting from '../validate/rules/invalid-setting.ts'
import unknownSetting from '../validate/rules/unknown-setting.ts'
import type { OdcsDocument } from './document.ts'
import { isSettingName, SETTING_NAMES, type SettingName, settingSchemas, settingsSchema } from './settings.ts'

/** Settings with the place of each one that stands in the file: its index in `customProperties`. */
export interface Settings {
  readonly values: ContractSettings
  readonly index: ReadonlyMap<SettingName, number>
}

/** Reads the root `customProperties`; a wrong one is a finding and counts as not given. */
export function readSettings(
  odcs: OdcsDocument,
  source: Located,
): { settings: Settings; findings: readonly Finding[] } {
  const findings: Finding[] = []
  const index = new Map<SettingName, number>()
  const given: Record<string, unknown> = {}
  odcs.customProperties?.forEach(({ property: name }, i) => {
    const path = ['customProperties', i]
    const at = () => source.at([...path, 'property'])
    if (!isSettingName(name)) {
      const message = `unknown setting "${name}"${didYouMean(name, SETTING_NAMES)}`
      findings.push(finding(unknownSetting, { at: at(), message, fix: `use one of: ${SETTING_NAMES.join(', ')}` }))
      return
    }
    const earlier = index.get(name)
    if (earlier !== undefined) {
      const { line } = source.at(['customProperties', earlier, 'property'])
      findings.push(
        finding(duplicateSetting, { at: at(), message: `setting "${name}" is given on line ${line} already` }),
      )
      return
    }
    index.set(name, i)
    const read = parseShape<unknown>(settingSchemas[name], source, { base: [...path, 'value'], rule: invalidSetting })
    if (read.value !== undefined) given[name] = read.value
    findings.push(...read.findings.map((found) => ({ ...found, message: `setting "${name}": ${bare(found.message)}` })))
  })
  return { settings: { values: settled(settingsSchema.parse(given)), index }, findings }
}

/** Drops the path that the message starts with. */
const bare = (message: string): string => message.replace(/^customProperties\[\d+\]\.value: /, '')

/** Leaves out what is undefined, as exact optional properties ask. */
const settled = (values: object): ContractSettings =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as unknown as ContractSettings
