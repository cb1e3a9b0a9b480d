import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { kes } from '#kernel/money.ts'
import { balancesOf, CHART } from '#modules/ledger/index.ts'
import { aNas } from '#modules/network/testing.ts'
import { aSite } from '#modules/organization/testing.ts'
import { servicesForNetwork } from '#modules/services/index.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { actingAs, staffWith, testTx, testUnits, type TestTx } from '#platform/testing.ts'
import { system } from '#kernel/actor.ts'
import type { Tx } from '#platform/tx.ts'
import { listStolenTries, listVouchers } from '../contract.ts'
import { batchNow } from '../queries/batches.ts'
import { invariants } from '../queries/invariants.ts'
import { liabilityNow } from '../queries/liability.ts'
import { nextCards } from '../queries/sheets.ts'
import { stolenTriesPage } from '../queries/stolen-tries.ts'
import { voucherNow } from '../queries/voucher.ts'
import { vouchersPage } from '../queries/vouchers.ts'
import { tidyUp } from '../jobs.ts'
import { vouchers as room } from '../module.ts'
import { aBatch } from '../testing.ts'
import { askSheet } from './ask-sheet.ts'
import { expireVouchers } from './expire-vouchers.ts'
import { redeemIntoWallet } from './redeem-into-wallet.ts'
import { redeemVouchers, type Typed } from './redeem-vouchers.ts'
import { restoreVoucher } from './restore-voucher.ts'
import { voidVouchers } from './void-vouchers.ts'

const phone = {
  siteId: null,
  device: 'A4:2B:B0:00:00:01',
  address: '10.0.0.9',
  language: 'en',
} as const

/** One who types a code alone. */
async function redeemVoucher(tx: Tx, typed: Typed) {
  const [redeemed] = await redeemVouchers(tx, [typed])
  return must(redeemed, 'each is answered')
}

async function allHolds(tx: TestTx) {
  for (const { name, violations } of invariants)
    expect([name, await violations(tx)]).toEqual([name, []])
}

test('a code that was sold gives an hour from its first use, once, and its money is accounted for', async () => {
  await testTx(async (tx) => {
    const { batchId, codes } = await aBatch(tx, { sold: 4 })
    const [code = '', second = ''] = codes

    const redeemed = await redeemVoucher(tx, { ...phone, code: code.toLowerCase() })
    const again = await redeemVoucher(tx, { ...phone, code, device: 'another' })

    expect(redeemed.kind).toBe('redeemed')
    expect(again).toEqual({ ...redeemed, kind: 'again' })
    const service = await tx.sql
      .selectFrom('services.service')
      .selectAll()
      .executeTakeFirstOrThrow()
    expect(service).toMatchObject({ status: 'active', access: 'hotspot', auto_renew: false })
    expect(service.paid_until?.toString()).toBe(tx.now.add({ hours: 1 }).toString())
    await voidVouchers(actingAs(tx, staffWith(['vouchers.void'])), {
      ...{ batchId, fromSerial: 3, toSerial: 3, why: 'refunded' },
    })
    const { books, sold, void: voided } = await batchNow(tx, batchId)
    expect({ sold, voided }).toEqual({ sold: 2, voided: 1 })
    expect(Object.entries(books).map(([name, { cents }]) => [name, cents])).toEqual([
      ['sold', '8000'],
      ['paid', '7200'],
      ['sellersShare', '800'],
      ['redeemed', '2000'],
      ['refunded', '2000'],
      ['kept', '0'],
      ['owed', '4000'],
      ['difference', '0'],
    ])
    await allHolds(tx)

    const later = { ...tx, now: tx.now.add({ hours: 24 * 91 }) }
    expect(await redeemVoucher(later, { ...phone, code: second })).toMatchObject({
      refusal: { code: 'vouchers.code_expired' },
    })
    expect([await expireVouchers(later), await expireVouchers(later)]).toEqual([true, false])
    const { books: after, state } = await batchNow(later, batchId)
    expect([state, after.kept.cents, after.owed.cents]).toEqual(['done', '4000', '0'])
    await allHolds(tx)
  })
})

test('what was void by mistake counts again and is owed again, but not where its money was given back', async () => {
  await testTx(async (tx) => {
    const { batchId, codes } = await aBatch(tx, { sold: 3 })
    const staff = actingAs(tx, staffWith(['vouchers.void']))
    const serials = (serial: number) => ({ batchId, fromSerial: serial, toSerial: serial })
    await voidVouchers(staff, { ...serials(1), why: 'stolen' })
    await voidVouchers(staff, { ...serials(2), why: 'refunded' })
    await voidVouchers(staff, { ...serials(5), why: 'misprint' })
    await redeemVoucher(tx, { ...phone, code: codes[0] ?? '' })
    const rows = await tx.sql
      .selectFrom('vouchers.voucher')
      .select(['id', 'serial'])
      .where('state', '=', 'void')
      .execute()
    const restore = (serial: number, at: TestTx = staff) => {
      const { id: voucherId = '' } = rows.find((row) => row.serial === serial) ?? {}
      return restoreVoucher(at, { voucherId, reason: 'Found again' })
    }
    const stolen = await voucherNow(tx, rows.find(({ serial }) => serial === 1)?.id ?? '')
    expect(stolen).toMatchObject({ sale: { buyer: 'Mama Njeri' }, restoreRefused: null })
    expect(stolen.stolenTries).toHaveLength(1)
    const listed = await stolenTriesPage(tx, listStolenTries.input.parse({}))
    expect(listed.items).toMatchObject([{ serial: 1, codesOfDevice: 1 }])

    await restore(1)
    await restore(5)
    await expect(restore(1)).rejects.toMatchObject({ code: 'vouchers.not_void' })
    await expect(restore(2)).rejects.toMatchObject({ code: 'vouchers.was_refunded' })
    const { books, sold, printed } = await batchNow(tx, batchId)
    expect({ sold, printed, owed: books.owed.cents }).toEqual({ sold: 2, printed: 7, owed: '4000' })
    expect([books.kept.cents, books.difference.cents]).toEqual(['0', '0'])
    expect(await liabilityNow(tx)).toMatchObject({
      ...{ byLedger: { cents: '4000' }, byCodes: { cents: '4000' }, difference: { cents: '0' } },
      ...{ vouchers: 2, differing: [] },
    })
    expect((await redeemVoucher(tx, { ...phone, code: codes[0] ?? '' })).kind).toBe('redeemed')
    await allHolds(tx)
  })
})

test('at the portal a code is money in the wallet of whoever types it first, and nothing for anybody else', async () => {
  await testTx(async (tx) => {
    const { batchId, codes } = await aBatch(tx, { sold: 2 })
    const [code = '', other = ''] = codes
    const [amina, otieno] = [await aSubscriber(tx), await aSubscriber(tx)]
    const types = (subscriberId: string, typed = code) =>
      redeemIntoWallet(tx, { code: typed, subscriberId, address: '10.0.0.9' })
    expect(await types(amina)).toEqual({ kind: 'paid-in', cents: 2_000n })
    expect(await types(amina)).toEqual({ kind: 'again', cents: 2_000n })
    expect(await types(otieno)).toMatchObject({ refusal: { code: 'vouchers.code_used' } })
    expect(await redeemVoucher(tx, { ...phone, code })).toMatchObject({
      refusal: { code: 'vouchers.code_used' },
    })
    await redeemVoucher(tx, { ...phone, code: other })
    expect(await types(otieno, other)).toMatchObject({ refusal: { code: 'vouchers.code_used' } })
    const wallets = await balancesOf(tx, [amina, otieno], CHART.wallets)
    expect([wallets.get(amina)?.cents, wallets.get(otieno)?.cents]).toEqual([2_000n, undefined])
    const { items } = await vouchersPage(tx, listVouchers.input.parse({ batchId, limit: 1 }))
    expect(await voucherNow(tx, items[0]?.id ?? '')).toMatchObject({
      ...{ state: 'redeemed', service: null, paidInBy: { id: amina } },
    })
    await allHolds(tx)
  })
})

test('a price that was printed is kept when the plan costs something else', async () => {
  await testTx(async (tx) => {
    const { codes } = await aBatch(tx, { sold: 1, face: kes(1_900n) })
    expect((await redeemVoucher(tx, { ...phone, code: codes[0] ?? '' })).kind).toBe('redeemed')
    const invoice = await tx.sql.selectFrom('billing.invoice').selectAll().executeTakeFirstOrThrow()
    expect(invoice.gross_cents).toBe(1_900n)
  })
})

test('codes that were never sold, are stolen, or count elsewhere give nothing, and who guesses is not heard any more', async () => {
  await testTx(async (tx) => {
    const { id: site } = await aSite(tx)
    const { batchId, codes } = await aBatch(tx, { sold: 3 })
    await tx.sql
      .updateTable('vouchers.batch')
      .set({ site_ids: [site] })
      .execute()
    await voidVouchers(actingAs(tx, staffWith(['vouchers.void'])), {
      ...{ batchId, fromSerial: 2, toSerial: 2, why: 'stolen' },
    })
    const tried = async (code: string) => {
      const one = await redeemVoucher(tx, { ...phone, code })
      return one.kind === 'no' ? one.refusal.code : one.kind
    }
    expect(await tried(codes[0] ?? '')).toBe('vouchers.code_elsewhere')
    // Used where it counts, it does not count elsewhere either: not for whoever types it again.
    const there = { ...phone, siteId: site, code: codes[2] ?? '' }
    expect((await redeemVoucher(tx, there)).kind).toBe('redeemed')
    expect((await redeemVoucher(tx, there)).kind).toBe('again')
    expect(await tried(codes[2] ?? '')).toBe('vouchers.code_elsewhere')
    expect(await tried(codes[1] ?? '')).toBe('vouchers.code_void')
    expect(await tried(codes[5] ?? '')).toBe('vouchers.code_not_sold')
    for (let guess = 0; guess < 8; guess++)
      expect(await tried('0000000000')).toBe('vouchers.code_unknown')
    expect(await tried('0000000000')).toBe('vouchers.too_many_tries')
    const told = tx.announced.map(({ name }) => name)
    expect(told).toContain('vouchers.stolen-tried')
    expect(told.filter((name) => name === 'vouchers.guessing-noticed')).toHaveLength(1)
  })
})

test('who guesses with a new address and a new device for each try is one guesser: a household has a whole /64', async () => {
  await testTx(async (tx) => {
    const { codes } = await aBatch(tx, { sold: 1 })
    const from = (n: number) => ({
      ...{ ...phone, device: `made up ${n}` },
      address: `2001:db8:7:1:${n.toString(16)}::${n}`,
    })
    for (let n = 1; n <= 120; n++) await redeemVoucher(tx, { ...from(n), code: '0000000000' })
    expect(await redeemVoucher(tx, { ...from(121), code: codes[0] ?? '' })).toMatchObject({
      refusal: { code: 'vouchers.too_many_tries' },
    })
    const neighbour = { ...from(122), address: '2001:db8:7:2::1', code: codes[0] ?? '' }
    expect((await redeemVoucher(tx, neighbour)).kind).toBe('redeemed')
  })
})

test('time of codes that count at one site is for the routers there, and of others for all', async () => {
  await testTx(async (tx) => {
    const here = await aNas(tx)
    await aNas(tx)
    const routersOf = async (given: { siteIds: string[] }) => {
      const { codes } = await aBatch(tx, { ...given, sold: 1 })
      const typed = { ...phone, siteId: here.siteId, code: codes[0] ?? '' }
      const redeemed = await redeemVoucher(tx, typed)
      const ids = redeemed.kind === 'no' ? [] : [redeemed.serviceId]
      return (await servicesForNetwork(tx, { ids }))[0]?.nasIds
    }
    expect(await routersOf({ siteIds: [here.siteId] })).toEqual([here.nasId])
    expect(await routersOf({ siteIds: [] })).toEqual([])
  })
})

test('codes that come in the same moment are answered each by itself: one is one service, and guesses count as they stand', async () => {
  await testTx(async (tx) => {
    const { batchId, codes } = await aBatch(tx, { sold: 2 })
    const { codes: dear } = await aBatch(tx, { sold: 1, face: kes(2_500n) })
    const [first = '', second = ''] = codes
    const typed = (code: string, device: string): Typed => ({ ...phone, code, device })
    const guesses = Array.from({ length: 11 }, () => typed('0000000000', 'guesser'))
    const all = await redeemVouchers(tx, [
      ...[typed(first, 'one'), typed(first, 'two'), typed(dear[0] ?? '', 'three')],
      ...guesses,
      ...[typed(second, 'guesser'), typed(second, 'four')],
    ])
    const told = all.map((one) => (one.kind === 'no' ? one.refusal.code : one.kind))
    expect(told).toEqual([
      ...['redeemed', 'again', 'redeemed'],
      ...Array.from({ length: 10 }, () => 'vouchers.code_unknown'),
      ...['vouchers.too_many_tries', 'vouchers.too_many_tries', 'redeemed'],
    ])
    const services = all.flatMap((one) => (one.kind === 'no' ? [] : [one.serviceId]))
    expect(services[0]).toBe(services[1])
    expect(new Set(services).size).toBe(3)
    const invoices = await tx.sql.selectFrom('billing.invoice').select('gross_cents').execute()
    expect(invoices.map((one) => one.gross_cents).toSorted()).toEqual([2_000n, 2_000n, 2_500n])
    expect(await batchNow(tx, batchId)).toMatchObject({ sold: 0, redeemed: 2 })
    await allHolds(tx)
  })
})

test('codes are kept hashed, can be put on paper for some days, and are gone after that', async () => {
  const units = await testUnits({ manifests: [room] })
  const origin = { actor: system('test'), name: 'vouchers.test' }
  const sheetId = randomUUID()
  const { batchId, codes } = await units.unit(origin, async (tx) => {
    const made = await aBatch(tx, { vouchers: 500, sold: 2 })
    await askSheet(tx, {
      ...{ id: sheetId, batchId: made.batchId, fromSerial: 1, toSerial: 500, format: 'a4-24' },
    })
    const { cards } = (await nextCards(tx, sheetId, 3)) ?? { cards: [] }
    expect(cards.map(({ code }) => code.replace('-', ''))).toEqual(made.codes.slice(0, 3))
    return made
  })
  await units.runJobs()
  const batch = await units.read(origin, (read) => batchNow(read, batchId))
  expect(batch.sheets).toMatchObject([
    { state: 'ready', made: 500, parts: [{ vouchers: 480 }, { vouchers: 20 }] },
  ])
  units.clock.passes('P15D')
  await units.unit(origin, async (tx) => tx.later(tidyUp, {}))
  await units.runJobs()
  const rows = await units.database.sql
    .selectFrom('vouchers.voucher')
    .selectAll()
    .limit(5)
    .execute()
  expect(JSON.stringify(rows, (_, value: unknown) => String(value))).not.toContain(codes[0])
  for (const table of ['vouchers.printable', 'vouchers.sheet_part'] as const)
    expect(await units.database.sql.selectFrom(table).selectAll().execute()).toEqual([])

  // Six at once on one code, on connections of their own: one redeems, the others are led to what it gave.
  const six = await Promise.all(
    Array.from({ length: 6 }, (_, who) =>
      units.unit(origin, (tx) =>
        redeemVoucher(tx, { ...phone, code: codes[0] ?? '', device: `device ${who}` }),
      ),
    ),
  )
  expect(six.filter(({ kind }) => kind === 'redeemed')).toHaveLength(1)
  expect(six.filter(({ kind }) => kind === 'again')).toHaveLength(5)

  // Redeemed and made void at once: whoever comes first has it, and the other one is told.
  const [, second = ''] = codes
  const [used, voided] = await Promise.allSettled([
    units.unit(origin, (tx) => redeemVoucher(tx, { ...phone, code: second })),
    units.unit(origin, (tx) =>
      voidVouchers(actingAs(tx, staffWith(['vouchers.void'])), {
        ...{ batchId, fromSerial: 2, toSerial: 2, why: 'refunded' },
      }),
    ),
  ])
  const wasUsed = used.status === 'fulfilled' && used.value.kind === 'redeemed'
  expect(wasUsed).toBe(voided.status === 'rejected')
  for (const { name, violations } of invariants)
    expect([name, await units.read(origin, violations)]).toEqual([name, []])
})
