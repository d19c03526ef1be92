/** What is asked for on the command line. */
export interface PromotionRequest {
  readonly move:
    | { readonly kind: 'promotion'; readonly from: string; readonly to: string }
    | { readonly kind: 'rollback'; readonly branch: string; readonly tag: string }
  /** Judge, tell, and change nothing. */
  readonly dryRun: boolean
  readonly planOut?: string | undefined
  /** A plan file that this must be. */
  readonly plan?: string | undefined
  /** Files or folders of approvals, besides those beside the plan. */
  readonly approvals: readonly string[]
  /** A commit that the policy is read at. */
  readonly policyRef?: string | undefined
  /** How many sampled rows of each kind are shown of each table; 0: no rows are compared. */
  readonly rows: number
}
