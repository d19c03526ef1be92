import type { LockedFile } from './lock.ts'
import { runClient } from './run-client.ts'

const MEND = 'install Python 3 with pip: apt-get install python3-pip'

/** Downloads the wheel of `name==version` for this platform into the folder, nothing that it depends on. */
export async function fetchFromPypi({ coordinate }: LockedFile, folder: string): Promise<void> {
  const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', folder, coordinate]
  await runClient('python3', args, MEND)
}
