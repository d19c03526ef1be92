import { loadSettings } from '../../../src/cli/config.ts'
import { eraseSubject } from '../../../src/cli/privacy/erase.ts'

// node erase-process.ts <folder> <subject>: an erasure that may be killed.
const [folder = '', subject = ''] = process.argv.slice(2)
const settings = loadSettings({}, { env: {}, cwd: () => folder })
process.stdout.write('begun\n')
const request = { subject, linked: true, files: [], dryRun: false, expire: true, protected: false }
const { left } = await eraseSubject(settings, request)
process.stdout.write(`left ${left.length}\n`)
