import { call } from '#kernel/client.ts'
import {
  listAwaitedCertificates,
  listInvoices,
  listQuotations,
  listRuns,
  readDunning,
} from '#modules/billing/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { BellRing, FilePen, Files, ReceiptText, ScrollText } from 'lucide-react'

const FOUND_MAX = 5

export const ways = defineWays({
  nav: [
    {
      area: 'money',
      label: 'billing.title',
      icon: ReceiptText,
      to: paths.invoices(),
      permission: listInvoices,
      order: 20,
    },
    {
      area: 'money',
      label: 'billing.runs.title',
      icon: Files,
      to: paths.billRuns(),
      permission: listRuns,
      order: 21,
    },
    {
      area: 'money',
      label: 'billing.dunning.title',
      icon: BellRing,
      to: paths.dunning(),
      permission: readDunning,
      order: 22,
    },
    {
      area: 'money',
      label: 'billing.certificates.title',
      icon: ScrollText,
      to: paths.certificates(),
      permission: listAwaitedCertificates,
      order: 23,
    },
    {
      area: 'money',
      label: 'billing.quotation.title',
      icon: FilePen,
      to: paths.quotations(),
      permission: listQuotations,
      order: 19,
    },
  ],
  finders: [
    {
      name: 'invoices',
      permission: listInvoices,
      find: async (query, signal) => {
        const { items } = await call(listInvoices, { q: query, limit: FOUND_MAX }, { signal })
        return items.map((invoice) => ({
          icon: ReceiptText,
          title: invoice.code,
          detail: invoice.subscriber.name,
          to: paths.invoice(invoice.id),
        }))
      },
    },
    {
      name: 'quotations',
      permission: listQuotations,
      find: async (query, signal) => {
        const { items } = await call(listQuotations, { q: query, limit: FOUND_MAX }, { signal })
        return items.flatMap(({ id, code, subscriber }) =>
          code === null
            ? []
            : [{ icon: FilePen, title: code, detail: subscriber.name, to: paths.quotation(id) }],
        )
      },
    },
  ],
})
