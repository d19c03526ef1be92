/** Events between two checkpoints, by default. Chosen by measurement: fewer cost time, more are lost by a kill. */
export const CHECKPOINT_EVERY = 20_000
