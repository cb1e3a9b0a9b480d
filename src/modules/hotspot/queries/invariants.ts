import { sql } from 'kysely'
import { invariant } from '#platform/manifest.ts'

const madeOfPaid = invariant(
  'hotspot.made-is-paid',
  'What was made of a purchase was paid, and by its own payment.',
  (read) =>
    sql<{ sentence: string }>`
    select format('Purchase %s became service %s and is not paid', purchase.id, purchase.service_id) as sentence
    from hotspot.purchase join payments.prompt on prompt.id = purchase.id
    where purchase.service_id is not null and prompt.payment_id is null limit 100`.execute(
      read.sql,
    ),
)

const slotsHold = invariant(
  'hotspot.free-is-bound',
  'Minutes that were given away are of the device to which they were given.',
  (read) =>
    sql<{ sentence: string }>`
    select format('Free pass %s can be used by any device', pass.id) as sentence
    from hotspot.pass join services.service on service.id = pass.id
    where pass.kind in ('trial', 'sponsored') and not service.is_bound limit 100`.execute(read.sql),
)

export const invariants = [madeOfPaid, slotsHold]
