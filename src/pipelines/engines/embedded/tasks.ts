import { recordTasks } from '../../harness/records-task.ts'
import { runningTasks } from '../../harness/running-task.ts'
import { stepTasks } from '../../harness/step-task.ts'
import type { NewTask } from '../../harness/task.ts'
import { windowedTasks } from '../../harness/windowed-task.ts'
import type { ResolvedJob } from '../../job/resolved.ts'
import { compileWindowed } from './compile.ts'
import { compileRecords } from './compile-records.ts'
import { compileRunning } from './compile-running.ts'
import { stepCodecs } from './step-codecs.ts'

/** What the embedded engine runs for a job: its declaration compiled into tasks. */
export function embeddedTasks(job: ResolvedJob): NewTask {
  switch (job.kind) {
    case 'windowed':
      return windowedTasks(job, compileWindowed(job))
    case 'running':
      return runningTasks(job, compileRunning(job))
    case 'records':
      return recordTasks(job, compileRecords(job))
    case 'step':
      return stepTasks(job, stepCodecs(job))
  }
}
