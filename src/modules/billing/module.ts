import { defineModule } from '#platform/manifest.ts'
import {
  creditNoteIssued,
  dunningStepped,
  invoiceDisputed,
  paymentPromised,
  planMovedByUsage,
  quotationAccepted,
  quotationEnded,
  quotationSent,
  invoiceIssued,
  invoicesIssued,
  invoiceSettled,
  renewalFellShort,
  runFinished,
  runMoved,
  serviceRenewed,
} from './events.ts'
import {
  dunning,
  followingUsage,
  jobs,
  lapsing,
  renewing,
  runningBills,
  schedule,
  summingUp,
} from './jobs.ts'
import { invariants } from './queries/invariants.ts'
import {
  byHandLimit,
  creditOnEnd,
  leavingTaxClass,
  quotationDays,
  renewAheadDays,
  restoreSharePercent,
  restoreWhen,
  runsEachNight,
  vatReliefYears,
} from './queries/settings.ts'
import { reactions } from './reactions.ts'
import { routes } from './routes.ts'

export const billing = defineModule({
  name: 'billing',
  permissions: {
    'billing.read': 'See what subscribers have and owe, their invoices and statements',
    'billing.charge': 'Invoice things sold once, and renew services from the wallet',
    'billing.quote': 'Write, send and withdraw quotations',
    'billing.accept-quotation':
      'Accept quotations for subscribers: what was offered is ordered and charged',
    'billing.run': 'Begin, stop and repeat bill runs',
    'billing.credit':
      'Take back invoices by credit notes, give goodwill, and undo what was booked by hand',
    'billing.write-off': 'Give up bad debts, and recover them later',
    'billing.above-limit': 'Charge, credit and give up more by hand than the limit says',
    'billing.change': 'Change how renewals and invoices work',
  },
  settings: [
    vatReliefYears,
    renewAheadDays,
    runsEachNight,
    creditOnEnd,
    byHandLimit,
    leavingTaxClass,
    quotationDays,
    restoreWhen,
    restoreSharePercent,
  ],
  routes,
  announces: [
    invoiceIssued,
    invoicesIssued,
    invoiceSettled,
    creditNoteIssued,
    serviceRenewed,
    renewalFellShort,
    runMoved,
    runFinished,
    dunningStepped,
    paymentPromised,
    planMovedByUsage,
    invoiceDisputed,
    quotationSent,
    quotationAccepted,
    quotationEnded,
  ],
  reactions,
  jobs,
  schedule,
  reconcilers: [renewing, followingUsage, dunning, runningBills, lapsing, summingUp],
  invariants,
})
