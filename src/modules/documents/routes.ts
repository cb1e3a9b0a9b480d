import type { Sheet } from '#kernel/sheet.ts'
import { isMyDocument, siteOfQuotation } from '#modules/billing/index.ts'
import { isMyPayment, siteOfPayment } from '#modules/payments/index.ts'
import { callingSubscriber } from '#platform/reach.ts'
import { siteOfDrawer } from '#modules/tills/index.ts'
import { pdfOf, slipOf } from '#platform/pdf.ts'
import { serve, serveFile, type FileReply, type Route } from '#platform/serve.ts'
import type { Read } from '#platform/tx.ts'
import { askBundle } from './commands/ask-bundle.ts'
import * as contract from './contract.ts'
import { proFormaNow, receiptNow, statementCsv, statementOf } from './queries/account-sheets.ts'
import { bundleNow, bundlesNow, partFile } from './queries/bundles.ts'
import { dayOnPaper, drawerOnPaper, siteDayOnPaper } from './queries/closes.ts'
import { issuedSheets } from './queries/issued.ts'
import { logoForPaper } from './queries/logo.ts'
import { quotationOnPaper } from './queries/quotation.ts'
import { siteOfDocument, siteOfSubscriber } from './queries/reach.ts'
import { documentNotFound } from './refusals.ts'

async function asPdf(
  read: Read,
  { sheet, name }: { sheet: Sheet; name: string },
): Promise<FileReply> {
  const bytes = await pdfOf(sheet, await logoForPaper(read))
  return { bytes, mediaType: 'application/pdf', name: `${name}.pdf`, as: 'download' }
}

async function issuedOne(
  read: Read,
  { kind, documentId, language, as }: (typeof contract.readDocument)['input']['_output'],
) {
  const [found] = await issuedSheets(read, { kind, ids: [documentId], language, as })
  if (!found) throw documentNotFound()
  return { sheet: found.sheet, name: found.code }
}

const sheets: Route[] = [
  serve(
    contract.readDocument,
    async (read, input) => (await issuedOne(read, input)).sheet,
    siteOfDocument,
  ),
  serve(
    contract.readReceipt,
    async (read, input) => (await receiptNow(read, input)).sheet,
    siteOfPayment,
  ),
  serve(
    contract.readStatementSheet,
    async (read, input) => (await statementOf(read, input)).sheet,
    siteOfSubscriber,
  ),
  serve(
    contract.readProForma,
    async (read, input) => (await proFormaNow(read, input)).sheet,
    siteOfSubscriber,
  ),
  serve(
    contract.readQuotationSheet,
    async (read, input) => (await quotationOnPaper(read, input)).sheet,
    siteOfQuotation,
  ),
  serve(
    contract.readDrawerClose,
    async (read, input) => (await drawerOnPaper(read, input)).sheet,
    siteOfDrawer,
  ),
  serve(
    contract.readSiteDayClose,
    async (read, input) => (await siteDayOnPaper(read, input)).sheet,
  ),
  serve(contract.readDayClose, async (read, input) => (await dayOnPaper(read, input)).sheet),
]

const files: Route[] = [
  serveFile(
    contract.downloadDocument,
    async (read, input) => asPdf(read, await issuedOne(read, input)),
    siteOfDocument,
  ),
  serveFile(
    contract.downloadReceipt,
    async (read, input) => {
      const written = await receiptNow(read, input)
      if (input.paper === 'a4') return asPdf(read, written)
      const bytes = await slipOf(written.sheet)
      return {
        bytes,
        mediaType: 'application/pdf',
        name: `${written.name}-80mm.pdf`,
        as: 'download',
      }
    },
    siteOfPayment,
  ),
  serveFile(
    contract.downloadStatement,
    async (read, input) => {
      if (input.form === 'pdf') return asPdf(read, await statementOf(read, input))
      const { csv, name } = await statementCsv(read, input)
      return {
        ...{ bytes: Buffer.from(csv), mediaType: 'text/csv; charset=utf-8' },
        ...{ name: `${name}.csv`, as: 'download' },
      }
    },
    siteOfSubscriber,
  ),
  serveFile(
    contract.downloadProForma,
    async (read, input) => asPdf(read, await proFormaNow(read, input)),
    siteOfSubscriber,
  ),
  serveFile(
    contract.downloadQuotation,
    async (read, input) => asPdf(read, await quotationOnPaper(read, input)),
    siteOfQuotation,
  ),
  serveFile(
    contract.downloadDrawerClose,
    async (read, input) => asPdf(read, await drawerOnPaper(read, input)),
    siteOfDrawer,
  ),
  serveFile(contract.downloadSiteDayClose, async (read, input) =>
    asPdf(read, await siteDayOnPaper(read, input)),
  ),
  serveFile(contract.downloadDayClose, async (read, input) =>
    asPdf(read, await dayOnPaper(read, input)),
  ),
]

const bundles: Route[] = [
  serve(contract.askBundle, async (tx, input) => {
    await askBundle(tx, input)
    return bundleNow(tx, input.id)
  }),
  serve(contract.listBundles, async (read) => ({ bundles: await bundlesNow(read) })),
  serveFile(contract.downloadBundlePart, partFile),
]

/** The same papers for those whose they are; somebody else's are as if they were not there. */
const portal: Route[] = [
  serveFile(contract.downloadMyDocument, async (read, input) => {
    if (!(await isMyDocument(read, input))) throw documentNotFound()
    return asPdf(read, await issuedOne(read, { ...input, as: 'copy' }))
  }),
  serveFile(contract.downloadMyReceipt, async (read, input) => {
    if (!(await isMyPayment(read, input.paymentId))) throw documentNotFound()
    return asPdf(read, await receiptNow(read, input))
  }),
  serveFile(contract.downloadMyStatement, async (read, input) =>
    asPdf(read, await statementOf(read, { ...input, subscriberId: callingSubscriber(read) })),
  ),
]

export const routes: Route[] = [...sheets, ...files, ...bundles, ...portal]
