/** What became of a message. */
export type Posted =
  /** `id`: by which it can be changed, where that is possible. */
  { readonly kind: 'posted'; readonly id?: string } | { readonly kind: 'failed'; readonly reason: string }

/** Where people are told of promotions. It never throws for what lies outside of this process. */
export interface Chat {
  /** Whether a message can become another one: if not, there is one at the end alone. */
  readonly canChange: boolean
  post(text: string): Promise<Posted>
  change(id: string, text: string): Promise<Posted>
}
