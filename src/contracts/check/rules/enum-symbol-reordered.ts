import { defineCheckRule, fieldText } from '../rule.ts'

/** Avro orders enums by their position (specification, "Sort Order"). */
export default defineCheckRule({
  id: 'enum-symbol-reordered',
  category: 'meaning',
  severity: 'warning',
  breaks: false,
  what: 'The symbols of an enum stand in another order.',
  why: "Avro sorts by position, and generated code numbers by it: comparisons, stored ordinals and readers without the writer's schema change their meaning.",
  example: '`["low", "high"]` becomes `["high", "low"]`',
  fix: 'keep the order, and put new symbols last',
  on: 'enum-symbols-reordered',
  check: ({ path, to }) => `${fieldText(path)}: the symbols stand in another order, now ${to.join(', ')}`,
})
