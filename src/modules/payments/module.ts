import { defineModule } from '#platform/manifest.ts'
import {
  paymentAssigned,
  paymentReceived,
  paymentReversed,
  paymentUnassigned,
  refundAsked,
  refundFailed,
  refundPaid,
} from './events.ts'
import { invariants } from './queries/invariants.ts'
import { routes } from './routes.ts'

export const payments = defineModule({
  name: 'payments',
  permissions: {
    'payments.read': 'See payments, refunds and what waits in suspense',
    'payments.record': 'Book cash, bank slips, cheques and receipts by hand',
    'payments.assign': 'Give payments in suspense to their owners, and take them back',
    'payments.reverse': 'Undo payments whose money is not there',
    'payments.refund': 'Give money of payments back to subscribers',
  },
  routes,
  announces: [
    paymentReceived,
    paymentAssigned,
    paymentUnassigned,
    paymentReversed,
    refundAsked,
    refundPaid,
    refundFailed,
  ],
  invariants,
})
