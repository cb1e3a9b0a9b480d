import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { system, type Actor } from '#kernel/actor.ts'
import { kes } from '#kernel/money.ts'
import { balanceOf, CHART, post } from '#modules/ledger/index.ts'
import { aSite, changeSetting } from '#modules/organization/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { actingAs, staffWith, testTx, testUnits, type TestTx } from '#platform/testing.ts'
import { dayNow } from '../queries/day.ts'
import { drawerNow } from '../queries/drawers.ts'
import { invariants } from '../queries/invariants.ts'
import { myDrawerNow } from '../queries/mine.ts'
import { needsDrawer } from '../queries/settings.ts'
import { closeDrawer } from './close-drawer.ts'
import { drawerFor } from './drawer-for.ts'
import { moveCash } from './move-cash.ts'
import { openDrawer } from './open-drawer.ts'
import { reopenDrawer } from './reopen-drawer.ts'

const note = null
const thousands = (pieces: number) => [{ shillings: 1000 as const, pieces }]

/** Cash over the counter, as payments book it. */
async function takesCash(tx: Tx, cents: bigint) {
  const party = await drawerFor(tx)
  const id = randomUUID()
  await post(tx, {
    ...{ kind: 'payments.receipt', key: `payments.receipt:${id}` },
    postings: [
      { account: CHART.cashDrawers, amount: kes(cents), party },
      { account: CHART.recurringRevenue, amount: kes(-cents) },
    ],
  })
}

async function allHolds(tx: TestTx) {
  for (const { name, violations } of invariants)
    expect([name, await violations(tx)]).toEqual([name, []])
}

test('a day at a till: float, cash, expenses, the count, what was short, and another day that begins with nothing', async () => {
  await testTx(async (tx) => {
    const { id: siteId } = await aSite(tx)
    const cashier = staffWith(['tills.use'])
    const work = actingAs(tx, cashier)
    const [drawerId, other] = [randomUUID(), randomUUID()]
    await takesCash(work, 50_000n)
    expect((await myDrawerNow(work)).inHands.cents).toBe('50000')
    await openDrawer(work, { id: drawerId, siteId, float: kes(200_000n) })
    await openDrawer(work, { id: drawerId, siteId, float: kes(200_000n) })
    await expect(openDrawer(work, { id: other, siteId, float: kes(0n) })).rejects.toMatchObject({
      code: 'tills.drawer_is_open',
    })
    await takesCash(work, 350_000n)
    const spent = { drawerId, id: randomUUID(), amount: kes(30_000n), note: 'Milk' }
    // Sent twice, because the answer was lost: it counts once.
    for (const way of ['expense', 'expense'] as const) await moveCash(work, { ...spent, way })
    const tooMuch = { ...spent, id: randomUUID(), amount: kes(570_001n) }
    await expect(moveCash(work, { ...tooMuch, way: 'to-bank' })).rejects.toMatchObject({
      code: 'tills.not_enough_in_drawer',
    })
    const open = await drawerNow(work, drawerId)
    expect(open.expected.cents).toBe('570000')
    expect(open.lines.map(({ kind, amount }) => [kind, amount.cents])).toEqual([
      ['payments.receipt', '400000'],
      ['tills.float', '200000'],
      ['tills.movement', '-30000'],
    ])

    const stranger = actingAs(tx, staffWith(['tills.use']))
    const counted = { drawerId, counts: thousands(5), note }
    await expect(closeDrawer(stranger, counted)).rejects.toMatchObject({
      code: 'tills.not_your_drawer',
    })
    await closeDrawer(work, counted)
    await expect(closeDrawer(work, counted)).rejects.toMatchObject({
      code: 'tills.drawer_is_closed',
    })
    expect(await drawerNow(work, drawerId)).toMatchObject({
      ...{ state: 'closed', expected: { cents: '570000' }, counted: { cents: '500000' } },
      ...{ difference: { cents: '-70000' }, isMine: true },
      // A member of the staff of this test only, so without a name.
      closings: [{ by: null }],
    })
    const held = await balanceOf(tx, { kind: 'staff', id: drawerIdOf(cashier) }, CHART.cashDrawers)
    expect(held.cents).toBe(0n)
    await expect(openDrawer(work, { id: other, siteId, float: kes(0n) })).rejects.toMatchObject({
      code: 'tills.drawer_was_closed',
    })

    // A roll of notes lay under the till: counted again, and nothing is short.
    await reopenDrawer(actingAs(tx, staffWith(['tills.reopen'])), { drawerId, reason: 'Recount' })
    await allHolds(tx)
    const right = [...thousands(5), { shillings: 100 as const, pieces: 7 }]
    await closeDrawer(work, { drawerId, counts: right, note: 'Found under the till' })
    const { closings, lines } = await drawerNow(work, drawerId)
    expect(closings.map(({ difference, undone }) => [difference.cents, undone?.because])).toEqual([
      ['0', undefined],
      ['-70000', 'Recount'],
    ])
    expect(lines).toHaveLength(3)
    expect(await dayNow(tx, { siteId, day: '2026-11-20' })).toMatchObject({
      ...{ open: 0, expected: { cents: '570000' }, difference: { cents: '0' } },
    })
    await allHolds(tx)

    const tomorrow = { ...work, now: tx.now.add({ hours: 24 }) }
    await openDrawer(tomorrow, { id: other, siteId, float: kes(0n) })
    expect((await drawerNow(tomorrow, other)).lines).toEqual([])
    await takesCash(tomorrow, 100_000n)
    expect((await drawerNow(tomorrow, other)).lines).toMatchObject([
      { kind: 'payments.receipt', postings: 1, amount: { cents: '100000' } },
    ])
    await expect(
      reopenDrawer(actingAs(tomorrow, staffWith(['tills.reopen'])), {
        drawerId,
        reason: 'Why not',
      }),
    ).rejects.toMatchObject({ code: 'tills.drawer_is_open' })
  })
})

test('cash that is being taken while the drawer is closed is either expected or refused, and one of two who close does', async () => {
  const units = await testUnits()
  const origin = { actor: system('test'), name: 'tills.test' }
  const cashier = staffWith(['tills.use'])
  const drawerId = randomUUID()
  await units.unit(origin, async (tx) => {
    await changeSetting(tx, { setting: needsDrawer, value: true, version: 0 })
    const { id: siteId } = await aSite(tx)
    await openDrawer(actingAs(tx, cashier), { id: drawerId, siteId, float: kes(100_000n) })
  })
  const took = Array.from({ length: 8 }, () =>
    units.unit(origin, (tx) => takesCash(actingAs(tx, cashier), 1_000n)),
  )
  const closed = Array.from({ length: 2 }, () =>
    units.unit(origin, (tx) =>
      closeDrawer(actingAs(tx, cashier), { drawerId, counts: thousands(1), note }),
    ),
  )
  const [cash, closings] = await Promise.all([Promise.allSettled(took), Promise.allSettled(closed)])
  expect(closings.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const booked = cash.filter(({ status }) => status === 'fulfilled').length
  await units.read(origin, async (read) => {
    const drawer = await drawerNow(read, drawerId)
    expect(drawer.expected.cents).toBe(String(100_000 + booked * 1_000))
    const party = { kind: 'staff', id: drawerIdOf(cashier) } as const
    expect((await balanceOf(read, party, CHART.cashDrawers)).cents).toBe(0n)
    for (const { name, violations } of invariants)
      expect([name, await violations(read)]).toEqual([name, []])
  })
})

function drawerIdOf(actor: Actor): string {
  if (actor.kind !== 'staff') throw new Error('Drawers belong to staff')
  return actor.id
}
