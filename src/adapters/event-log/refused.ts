import { DqError } from '../../kernel/errors.ts'

/** What a broker says to a user that it does not let do this: no outage, so it is not waited for. */
export const REFUSALS = [
  'SASL_AUTHENTICATION_FAILED',
  'UNSUPPORTED_SASL_MECHANISM',
  'ILLEGAL_SASL_STATE',
  'TOPIC_AUTHORIZATION_FAILED',
  'GROUP_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'TRANSACTIONAL_ID_AUTHORIZATION_FAILED',
]

export const refused = (message: string, cause: unknown): DqError =>
  new DqError(`kafka refuses: ${message}`, {
    hint: "check user and password (kafka.sasl), and its ACLs: the job's topics, and topics, groups and transactional ids that begin with kafka.group",
    cause,
  })
