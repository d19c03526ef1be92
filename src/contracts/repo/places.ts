import type { ContractPlaces } from '../model.ts'
import { isSettingName } from '../odcs/settings.ts'
import type { ContractDraft } from './draft.ts'
import { readYaml } from './yaml-file.ts'

/**
 * The places of a contract's parts. The YAML is parsed again when the first one is asked for: of a thousand contracts
 * few change, and a parsed document is many times the size of its text.
 */
export function placesOf(
  { yaml: { file, text }, settings: { index } }: ContractDraft,
  { file: avscFile, placeOf }: NonNullable<ContractDraft['avsc']>,
): ContractPlaces {
  let yaml: ReturnType<typeof readYaml>['yaml']
  const odcs: ContractPlaces['odcs'] = (path) => {
    yaml ??= readYaml(file, text).yaml
    return yaml?.at(path) ?? { file }
  }
  return {
    odcs,
    setting(name) {
      const at = isSettingName(name) ? index.get(name) : undefined
      return odcs(at === undefined ? ['customProperties'] : ['customProperties', at, 'value'])
    },
    avsc: (node, key) => placeOf(node, key) ?? { file: avscFile },
  }
}
