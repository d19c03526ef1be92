import type { Alert } from './alert.ts'
import type { Decision, Memory } from './route.ts'

/** What became of one alert. */
export type Delivery =
  | { readonly kind: 'delivered' }
  /** `notBefore`: when it may be tried again, in milliseconds since the epoch. */
  | { readonly kind: 'failed'; readonly reason: string; readonly notBefore?: number }

/** A place where people are told. It never throws for what lies outside of this process. */
export interface AlertChannel {
  deliver(alert: Alert): Promise<Delivery>
}

/** An alert that waits for its channel. */
export interface WaitingAlert {
  readonly id: number
  readonly channel: string
  readonly alert: Alert
  /** How often it was tried in vain. */
  readonly failures: number
}

/** Alerts on their way, kept until their channel has taken them, and what each channel was told. Several processes may use it at once. */
export interface AlertOutbox {
  /** One transaction: what the channel remembers of the subject (a table and its suite), the decision, and the alert that follows from it. */
  post(channel: string, subject: string, decide: (memory: Memory) => Decision): Promise<void>
  /** Alerts that may be tried now, oldest first. For `leaseMs` nobody else gets them. */
  claim(now: number, leaseMs: number): Promise<readonly WaitingAlert[]>
  delivered(id: number): Promise<void>
  /** Back to waiting, after a failure or untried. */
  putBack(id: number, failure?: { readonly reason: string; readonly notBefore: number }): Promise<void>
  close(): Promise<void>
}
