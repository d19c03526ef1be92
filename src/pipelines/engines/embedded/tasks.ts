import { recordTasks } from '../../harness/records-task.ts'
import { runningCodec } from '../../harness/running-codec.ts'
import { runningTasks } from '../../harness/running-task.ts'
import { stepTasks } from '../../harness/step-task.ts'
import type { NewTask } from '../../harness/task.ts'
import { windowCodec } from '../../harness/window-codec.ts'
import { windowedTasks } from '../../harness/windowed-task.ts'
import type { ResolvedJob } from '../../job/resolved.ts'
import { compileWindowed } from './compile.ts'
import { compileRecords } from './compile-records.ts'
import { compileRunning } from './compile-running.ts'
import { windowStateForm } from './state-form.ts'
import { stepCodecs } from './step-codecs.ts'

/** What the embedded engine runs for a job: its declaration compiled into tasks, whose state can be kept where that is asked for. */
export function embeddedTasks(job: ResolvedJob, { isKept = false }: { readonly isKept?: boolean } = {}): NewTask {
  switch (job.kind) {
    case 'windowed':
      return windowedTasks(job, compileWindowed(job), isKept ? windowCodec(job, windowStateForm(job)) : undefined)
    case 'running':
      return runningTasks(
        job,
        compileRunning(job),
        isKept ? runningCodec(job.keyType, windowStateForm(job)) : undefined,
      )
    case 'records':
      return recordTasks(job, compileRecords(job))
    case 'step':
      return stepTasks(job, stepCodecs(job), isKept)
  }
}
