import { defineModule } from '#platform/manifest.ts'
import { jobs, keeping, schedule } from './jobs.ts'
import { invariants } from './queries/invariants.ts'
import { enclosures } from './queries/papers.ts'
import { bundleDays, paybill, payLines, qrOnInvoices, regulator } from './queries/settings.ts'
import { reactions } from './reactions.ts'
import { routes } from './routes.ts'

export const documents = defineModule({
  name: 'documents',
  permissions: {
    'documents.bundle': 'Download archives of all invoices and credit notes of some days',
    'documents.change': 'Change what documents say about paying and complaining',
  },
  settings: [paybill, qrOnInvoices, payLines, regulator, bundleDays],
  enclosures,
  routes,
  reactions,
  jobs,
  schedule,
  reconcilers: [keeping],
  invariants,
})
