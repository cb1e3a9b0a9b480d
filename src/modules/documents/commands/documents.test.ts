import { expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { sheet as sheetShape, type Sheet } from '#kernel/sheet.ts'
import {
  aBadDebt,
  aCreditNote,
  anInvoice,
  aPaidHome,
  aQuotation,
  isSent,
} from '#modules/billing/testing.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { pdfOf, slipOf } from '#platform/pdf.ts'
import { testTx, testUnits, type TestTx } from '#platform/testing.ts'
import { system } from '#kernel/actor.ts'
import { askBundle as askEndpoint } from '../contract.ts'
import { forgetBundles } from '../jobs.ts'
import { documents } from '../module.ts'
import { proFormaNow, receiptNow, statementCsv, statementOf } from '../queries/account-sheets.ts'
import { bundleNow, partFile } from '../queries/bundles.ts'
import { siteDayOnPaper } from '../queries/closes.ts'
import { invariants } from '../queries/invariants.ts'
import { issuedSheets } from '../queries/issued.ts'
import { quotationOnPaper } from '../queries/quotation.ts'
import { askBundle } from './ask-bundle.ts'
import { keepParties } from './keep-parties.ts'
import { stampDocument } from './stamp-document.ts'

const PIN = 'P051234567X'

const isVatRegistered = (tx: TestTx, tradingName = 'Savanna Networks') =>
  tx.sql
    .updateTable('organization.isp')
    .set({ vat_registered: true, trading_name: tradingName, legal_name: `${tradingName} Limited` })
    .execute()

async function invoiceSheet(tx: TestTx, id: string, language: 'en' | 'sw' = 'en'): Promise<Sheet> {
  const [found] = await issuedSheets(tx, { kind: 'invoice', ids: [id], language, as: 'original' })
  return sheetShape.parse(found?.sheet)
}

/** Everything that somebody can read on it. */
const textOf = (sheet: Sheet) => JSON.stringify(sheet)

const STAMP = {
  ...{ cuSerial: 'KRACU0100000001', cuInvoiceNumber: 'KRACU0100000001/12' },
  ...{ internalData: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', receiptSignature: 'ABCDEFGHIJKLMNOP' },
  verifyUrl: `https://etims.kra.go.ke/?Data=${PIN}00ABCDEFGHIJKLMNOP`,
  signedAt: Temporal.Instant.from('2026-11-20T15:00:05Z'),
}

test('an invoice that we gave up is not called paid', async () => {
  await testTx(async (tx) => {
    await isVatRegistered(tx)
    const invoiceId = await anInvoice(tx, { subscriberId: await aSubscriber(tx), cents: 580_000 })
    const later = { ...tx, now: tx.now.add({ hours: 24 * 60 }) }
    await aBadDebt(later, { invoiceId, cents: 580_000 })
    expect(await invoiceSheet(later, invoiceId)).toMatchObject({
      headline: {
        value: expect.stringContaining('5,800.00'),
        label: expect.stringContaining('due'),
      },
    })
  })
})

test('a tax invoice says all that the law wants, in both languages, and the same for ever', async () => {
  await testTx(async (tx) => {
    await isVatRegistered(tx)
    const { invoiceId, number } = await aPaidHome(tx)
    const sheet = await invoiceSheet(tx, invoiceId)
    expect(sheet).toMatchObject({
      ...{ title: 'Tax invoice', code: 'INV-000001', stamp: null },
      from: { name: 'Savanna Networks Limited' },
      headline: { label: 'paid' },
      facts: [
        { label: 'Issued', value: '20 Nov 2026, 18:00' },
        { label: 'Due', value: '20 Nov 2026' },
        { label: 'Service period', value: '20 Nov 2026 – 20 Dec 2026' },
        { label: 'Currency', value: 'KES, Kenya shilling' },
      ],
      fiscal: { qr: null, facts: [] },
    })
    const [lines, taxes] = sheet.tables
    expect(lines?.rows[0]?.cells).toEqual([
      'Home 20, 20 Nov 2026 – 20 Dec 2026',
      ...['1', '2,248.12', '2,248.12', 'B 16%', '2,999.00'],
    ])
    expect(lines?.rows[0]?.note?.replaceAll(' ', '')).toContain(number)
    expect(taxes?.rows.map(({ cells }) => cells)).toEqual([
      ['Excise duty', '15%', '2,248.12', '337.22'],
      ['VAT B standard', '16%', '2,585.34', '413.66'],
    ])
    expect(sheet.sums.map(({ value }) => value)).toEqual(
      expect.arrayContaining(['2,248.12', '337.22', '2,585.34', '413.66', '−2,999.00']),
    )
    expect(textOf(sheet)).toContain('chukuahatua@ca.go.ke')
    expect(await invoiceSheet(tx, invoiceId, 'sw')).toMatchObject({ title: 'Ankara ya kodi' })

    // Kept as it is, it stays when we change our name; what the tax authority signs fills its place.
    expect(await keepParties(tx, { kind: 'invoice', limit: 10 })).toBe(1)
    expect(await keepParties(tx, { kind: 'invoice', limit: 10 })).toBe(0)
    await isVatRegistered(tx, 'Another Name')
    expect(await invoiceSheet(tx, invoiceId)).toEqual(sheet)
    await stampDocument(tx, { documentId: invoiceId, ...STAMP })
    await stampDocument(tx, { documentId: invoiceId, ...STAMP })
    const other = { documentId: invoiceId, ...STAMP, receiptSignature: 'ZZZZ' }
    await expect(stampDocument(tx, other)).rejects.toMatchObject({
      code: 'documents.stamp_differs',
    })
    const signed = await invoiceSheet(tx, invoiceId)
    expect(signed.fiscal?.qr).toBe(STAMP.verifyUrl)
    expect(signed.fiscal?.facts.map(({ value }) => value)).toContain('ABCD-EFGH-IJKL-MNOP')
    for (const { violations } of invariants) expect(await violations(tx)).toEqual([])

    // The same sheet is the same file, byte by byte; a copy says that it is one.
    const once = await pdfOf(signed, undefined)
    expect(Buffer.from(once).subarray(0, 5).toString()).toBe('%PDF-')
    expect(Buffer.compare(once, await pdfOf(signed, undefined))).toBe(0)
    const [copy] = await issuedSheets(tx, { kind: 'invoice', ids: [invoiceId], as: 'copy' })
    expect(copy?.sheet.stamp).toMatch(/COPY|NAKALA/)
  })
})

test('credit note, receipt, statement and pro-forma say what became of the money', async () => {
  await testTx(async (tx) => {
    await isVatRegistered(tx)
    const { invoiceId, subscriberId, paymentId } = await aPaidHome(tx)
    const noteId = await aCreditNote(tx, { invoiceId, cents: 224_812 })
    const [note] = await issuedSheets(tx, {
      ...{ kind: 'credit-note', ids: [noteId], language: 'en', as: 'original' },
    })
    expect(note?.sheet).toMatchObject({ title: 'Credit note', code: 'CN-000001' })
    expect(note?.sheet.tables[0]?.rows[0]?.cells.at(-1)).toBe('−2,999.00')
    expect(textOf(sheetShape.parse(note?.sheet))).toContain('INV-000001')

    const receipt = await receiptNow(tx, { paymentId, language: 'en' })
    const slip = Buffer.from(await slipOf(receipt.sheet))
    expect(slip.toString('latin1')).toMatch(/^%PDF[^]*MediaBox \[0 0 226\.77/)
    expect(Buffer.from(await slipOf(receipt.sheet)).equals(slip)).toBe(true)
    expect(receipt.sheet.headline?.value).toMatch(/2,999\.00/)
    const { paymentId: nobodys } = await aPayment(tx)
    await expect(receiptNow(tx, { paymentId: nobodys })).rejects.toMatchObject({
      code: 'documents.no_receipt',
    })

    const { sheet } = await statementOf(tx, { subscriberId, language: 'en' })
    const cells = sheet.tables[0]?.rows.map((row) => row.cells.slice(2).join('|'))
    expect(cells).toEqual([
      '||0.00',
      '|2,999.00|−2,999.00',
      '2,999.00||0.00',
      '|2,999.00|−2,999.00',
    ])
    expect(sheet.headline).toMatchObject({ label: 'in your wallet' })
    const { csv } = await statementCsv(tx, { subscriberId })
    expect(csv.split('\r\n')).toHaveLength(7)
    expect(csv).toContain('2026-11-20,invoice,INV-000001,2999.00,,0.00')

    const { sheet: next } = await proFormaNow(tx, { subscriberId, language: 'en' })
    expect(next).toMatchObject({ title: 'Pro-forma invoice', code: null, fiscal: null })
    expect(next.stamp).toBe('NOT A TAX INVOICE')
    for (const one of [note?.sheet, receipt.sheet, sheet, next])
      expect((await pdfOf(sheetShape.parse(one), undefined)).byteLength).toBeGreaterThan(5_000)
  })
})

test('many documents at once are made in the background, in archives, and thrown away', async () => {
  const units = await testUnits({ manifests: [documents] })
  const origin = { actor: system('test'), name: 'documents.test' }
  const asked = (id: string, from = '2026-11-20') =>
    askEndpoint.input.parse({ id, kind: 'invoice', from, to: '2026-11-20' })
  const id = await units.unit(origin, async (tx) => {
    const { subscriberId } = await aPaidHome(tx)
    await anInvoice(tx, { subscriberId })
    const bundleId = newId(tx.now)
    await expect(
      askBundle(
        tx,
        askEndpoint.input.parse({ ...asked(bundleId), from: '2026-11-01', to: '2026-11-02' }),
      ),
    ).rejects.toMatchObject({ code: 'documents.nothing_to_bundle' })
    await askBundle(tx, asked(bundleId))
    await askBundle(tx, asked(bundleId))
    return bundleId
  })
  await units.runJobs()
  await units.read(origin, async (read) => {
    expect(await bundleNow(read, id)).toMatchObject({
      ...{ state: 'ready', wanted: 2, made: 2, parts: [{ place: 1, documents: 2 }] },
    })
    const { bytes, name } = await partFile(read, { bundleId: id, place: 1 })
    expect(name).toBe('invoices-2026-11-20-2026-11-20-1.zip')
    const text = Buffer.from(bytes).toString('latin1')
    expect(text.slice(0, 2)).toBe('PK')
    expect(text).toContain('INV-000002.pdf')
  })
  units.clock.passes('P8D')
  await units.unit(origin, async (tx) => tx.later(forgetBundles, {}))
  await units.runJobs()
  await expect(units.read(origin, (read) => bundleNow(read, id))).rejects.toMatchObject({
    code: 'documents.bundle_not_found',
  })
})

test('of a site that is not there no paper is made', async () => {
  await testTx(async (tx) => {
    const day = { siteId: newId(tx.now), day: '2026-11-20', language: 'en' } as const
    await expect(siteDayOnPaper(tx, day)).rejects.toMatchObject({
      code: 'organization.site_not_found',
    })
  })
})

test('what is issued while an archive waits to be made is in it', async () => {
  const units = await testUnits({ manifests: [documents] })
  const origin = { actor: system('test'), name: 'documents.test' }
  const id = await units.unit(origin, async (tx) => {
    const subscriberId = await aSubscriber(tx)
    await anInvoice(tx, { subscriberId })
    const bundleId = newId(tx.now)
    const day = { from: '2026-11-20', to: '2026-11-20' }
    await askBundle(tx, askEndpoint.input.parse({ id: bundleId, kind: 'invoice', ...day }))
    await anInvoice(tx, { subscriberId })
    return bundleId
  })
  await units.runJobs()
  const { state, wanted, made } = await units.read(origin, (read) => bundleNow(read, id))
  expect(state).toBe('ready')
  expect(wanted).toBe(made)
})

test('a quotation says what is offered, until when, and what of it comes again, in both languages', async () => {
  await testTx(async (tx) => {
    await isVatRegistered(tx)
    const subscriberId = await aSubscriber(tx, { name: 'Amina Otieno' })
    const quotationId = await aQuotation(tx, { subscriberId })
    const draft = await quotationOnPaper(tx, { quotationId, language: 'en' })
    expect(draft.sheet).toMatchObject({ code: null, stamp: 'DRAFT', title: 'Quotation' })
    expect(textOf(draft.sheet)).toContain('14 days from sending')
    await isSent(tx, quotationId)
    const { sheet, name } = await quotationOnPaper(tx, { quotationId, language: 'en' })
    expect(sheetShape.parse(sheet)).toMatchObject({
      ...{ code: 'QUO-000001', stamp: null, fiscal: null, to: { name: 'Amina Otieno' } },
      headline: { value: expect.stringContaining('11,798.00'), label: 'to begin' },
      panels: expect.arrayContaining([
        {
          title: 'Of this',
          facts: [
            { label: expect.anything(), value: expect.stringContaining('5,998.00') },
            { label: 'Charged once', value: expect.stringContaining('5,800.00') },
          ],
          lines: [],
        },
        { title: 'Notes', facts: [], lines: ['For two houses.', 'By Friday.'] },
      ]),
    })
    expect(name).toBe('QUO-000001')
    expect(textOf(sheet)).toContain('4 Dec 2026')
    const swahili = textOf((await quotationOnPaper(tx, { quotationId, language: 'sw' })).sheet)
    for (const words of ['Nukuu ya bei', 'mwezi wa kwanza', 'Nyumba mbili.'])
      expect(swahili).toContain(words)
    const over = { ...tx, now: tx.now.add({ hours: 24 * 15 }) }
    const late = await quotationOnPaper(over, { quotationId, language: 'en' })
    expect(late.sheet).toMatchObject({ stamp: 'EXPIRED', madeAt: sheet.madeAt })
    const bytes = await pdfOf(sheet, undefined)
    expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-')
  })
})
