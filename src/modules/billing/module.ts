import { defineModule } from '#platform/manifest.ts'
import {
  creditNoteIssued,
  invoiceIssued,
  invoiceSettled,
  renewalFellShort,
  serviceRenewed,
} from './events.ts'
import { jobs, renewing, schedule } from './jobs.ts'
import { invariants } from './queries/invariants.ts'
import { renewAheadDays } from './queries/settings.ts'
import { reactions } from './reactions.ts'
import { routes } from './routes.ts'

export const billing = defineModule({
  name: 'billing',
  permissions: {
    'billing.read': 'See what subscribers have and owe, their invoices and statements',
    'billing.charge': 'Invoice things sold once, and renew services from the wallet',
    'billing.credit': 'Take back invoices by credit notes',
    'billing.change': 'Change how renewals and invoices work',
  },
  settings: [renewAheadDays],
  routes,
  announces: [invoiceIssued, invoiceSettled, creditNoteIssued, serviceRenewed, renewalFellShort],
  reactions,
  jobs,
  schedule,
  reconcilers: [renewing],
  invariants,
})
