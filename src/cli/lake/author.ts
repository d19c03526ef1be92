import { userInfo } from 'node:os'
import { identityText } from '../../contracts/policies/identity.ts'
import type { Settings } from '../config.ts'
import { whoAmI } from '../policy/who.ts'

/**
 * Who commits to the lake: `DQ_AUTHOR`, else whom git or CI names, as approvals do (nobody approves what they wrote), else the user of this machine.
 */
export async function author(settings: Settings): Promise<string> {
  if (process.env.DQ_AUTHOR) return process.env.DQ_AUTHOR
  return whoAmI(settings).then(identityText, () => userInfo().username)
}
