import { countDistinct, max, sum } from '../expr/aggregates/index.ts'
import {
  add,
  and,
  caseWhen,
  cast,
  coalesce,
  concat,
  eq,
  greatest,
  gte,
  isIn,
  lt,
  mul,
  ne,
  neg,
  sub,
} from '../expr/operators/index.ts'
import type { TypedExpr } from '../expr/typed.ts'
import { job } from '../job/builder.ts'
import { perRecord, perUpdate } from '../job/builder-outputs.ts'
import { days } from '../job/window.ts'

type Int = TypedExpr<'int'>
type Status = TypedExpr<'string' | null>

interface Line {
  readonly quantity: Int
  readonly status: Status
  readonly previous_status: Status
}

/** Stock of a line that is not yet shipped is held; no status (a new line) holds nothing. */
const holds = (status: Status) => caseWhen(isIn(status, 'created', 'approved', 'invoiced', 'processing'), 1, 0)
const hasLeft = (status: Status) => caseWhen(isIn(status, 'shipped', 'delivered'), 1, 0)

/** What one event adds. Goods leave with the warehouse's own sale, never with the order: each number has one source. */
const moved = (movement: { readonly type: TypedExpr<'string'>; readonly quantity: Int }) =>
  caseWhen(eq(movement.type, 'sale'), neg(movement.quantity), movement.quantity)
const held = (line: Line) => mul(line.quantity, sub(holds(line.status), holds(line.previous_status)))
const shipped = (line: Line) => mul(line.quantity, sub(hasLeft(line.status), hasLeft(line.previous_status)))

/** Keeps what is on hand, reserved and available of each SKU over all warehouses and regions. */
export default job('inventory-aggregator')
  .inputs({ movement: 'inventory.events', line: 'order.status.changed' })
  .keyBy('sku')
  // Stock does not expire: no TTL. Producers retry for hours, a week leaves room.
  .running({ remember: days(7) })
  .measures(({ movement, line }) => ({
    moved: sum(moved(movement)),
    held: sum(held(line)),
    shipped: sum(shipped(line)),
    warehouses: countDistinct(movement.warehouse_id),
    regions: countDistinct(movement.region),
    last_movement: max(movement.occurred_at),
    last_change: max(line.changed_at),
  }))
  .describe('Keeps what is on hand, reserved and available of each SKU over all warehouses and regions.')
  .values(({ movement, line, measures, state }) => ({
    moved: moved(movement),
    held: held(line),
    on_hand: coalesce(measures.moved, 0),
    reserved: coalesce(measures.held, 0),
    // Event time is no version: it orders nothing, and only says how current the row is.
    as_of: greatest(coalesce(measures.last_movement, state.time), coalesce(measures.last_change, state.time)),
  }))
  .values(({ values }) => ({ available: sub(values.on_hand, values.reserved) }))
  // State is that after the event: what it was before follows from what the event changed.
  .values(({ values }) => ({
    before_movement: sub(values.available, values.moved),
    before_line: add(values.available, values.held),
    reserved_before: sub(values.reserved, values.held),
  }))
  .outputs(({ movement, line, measures, values, state }) => {
    const { on_hand, reserved, available } = values
    const update = {
      update_id: concat(state.key, ':', cast(state.revision, 'string')),
      sku: state.key,
      revision: state.revision,
      on_hand,
      reserved,
      available,
      caused_at: state.time,
    }
    const anomaly = { sku: state.key, on_hand, reserved, available, event_time: state.time }
    const ofMovement = {
      ...anomaly,
      cause_event_id: movement.event_id,
      quantity: movement.quantity,
      unit_price: movement.unit_price,
    }
    const ofLine = { ...anomaly, cause_event_id: line.event_id, quantity: line.quantity }
    return {
      inventory: perUpdate()
        .upsert('inventory_global', {
          sku: state.key,
          on_hand,
          reserved,
          available,
          shipped: coalesce(measures.shipped, 0),
          warehouses: measures.warehouses,
          regions: measures.regions,
          as_of: values.as_of,
          revision: state.revision,
        })
        .version(state.revision),
      movement_update: perRecord(movement).emit('inventory.global.update', {
        ...update,
        source: 'movement',
        cause_event_id: movement.event_id,
        on_hand_change: values.moved,
        reserved_change: 0,
      }),
      line_update: perRecord(line).emit('inventory.global.update', {
        ...update,
        source: 'order_status',
        cause_event_id: line.event_id,
        on_hand_change: 0,
        reserved_change: values.held,
      }),
      negative_quantity: perRecord(movement)
        .when(and(ne(movement.type, 'adjustment'), lt(movement.quantity, 0)))
        .sideOutput('inventory.anomaly', {
          ...ofMovement,
          anomaly_id: concat('negative-quantity:', movement.event_id),
          kind: 'negative_quantity',
        }),
      negative_price: perRecord(movement)
        .when(lt(movement.unit_price, 0))
        .sideOutput('inventory.anomaly', {
          ...ofMovement,
          anomaly_id: concat('negative-price:', movement.event_id),
          kind: 'negative_price',
        }),
      oversold_by_movement: perRecord(movement)
        .when(and(lt(available, 0), gte(values.before_movement, 0)))
        .sideOutput('inventory.anomaly', {
          ...ofMovement,
          anomaly_id: concat('oversold:', movement.event_id),
          kind: 'oversold',
        }),
      oversold_by_line: perRecord(line)
        .when(and(lt(available, 0), gte(values.before_line, 0)))
        .sideOutput('inventory.anomaly', {
          ...ofLine,
          anomaly_id: concat('oversold:', line.event_id),
          kind: 'oversold',
        }),
      reservation_below_zero: perRecord(line)
        .when(and(lt(reserved, 0), gte(values.reserved_before, 0)))
        .sideOutput('inventory.anomaly', {
          ...ofLine,
          anomaly_id: concat('reservation-below-zero:', line.event_id),
          kind: 'reservation_below_zero',
        }),
    }
  })
