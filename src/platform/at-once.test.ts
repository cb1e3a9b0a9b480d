import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { nobody } from '#kernel/actor.ts'
import { atOnce, defineEvent } from '#platform/events.ts'
import { defineModule } from '#platform/manifest.ts'
import { testUnits, type TestUnits } from '#platform/testing.ts'
import type { Tx } from '#platform/tx.ts'

const paid = defineEvent('till.paid', z.object({ cents: z.string() }))
const renewed = defineEvent('shop.renewed', z.object({ cents: z.string() }))

const note = async (tx: Tx, word: string) => {
  await sql`insert into public.note (word) values (${word})`.execute(tx.sql)
}

/** What the shop does when it is paid; each test chooses. */
let whenPaid: (tx: Tx) => Promise<unknown> = async () => undefined

const packed: string[] = []
const till = defineModule({ name: 'till' })
const shop = defineModule({
  name: 'shop',
  reconcilers: [
    {
      name: 'shop.pack-rest',
      sentence: 'What was paid is packed.',
      close: async () => ({ done: packed.push('the rest'), left: 0 }),
    },
  ],
  reactions: [
    atOnce(paid, 'shop.renew', async (tx, { cents }) => {
      await note(tx, `renewed ${cents}`)
      tx.emit(renewed, { cents })
      await whenPaid(tx)
    }),
    atOnce(
      paid,
      'shop.pack',
      async () => {
        throw new Error('no box fits')
      },
      { concerns: ({ cents }) => cents === '900', madeGoodBy: 'shop.pack-rest' },
    ),
    atOnce(paid, 'shop.doubt', async (tx, { cents }) => note(tx, `doubted ${cents}`), {
      concerns: ({ cents }) => cents === '0',
    }),
  ],
})
const gate = defineModule({
  name: 'gate',
  reactions: [atOnce(renewed, 'gate.open', async (tx, { cents }) => note(tx, `open ${cents}`))],
})

let units: TestUnits
beforeEach(async () => {
  whenPaid = async () => undefined
  units ??= await testUnits({ manifests: [till, shop, gate] })
  await sql`create table if not exists public.note (word text); `.execute(units.database.sql)
  await sql`truncate public.note, platform.event cascade`.execute(units.database.sql)
})

const pay = (also: (tx: Tx) => Promise<unknown> = async () => undefined, cents = '500') =>
  units.unit({ actor: nobody, name: 'test.pay' }, async (tx) => {
    await note(tx, 'paid')
    tx.emit(paid, { cents })
    await also(tx)
  })

async function notes() {
  const { rows } = await sql<{
    word: string
  }>`select word from public.note`.execute(units.database.sql)
  return rows.map(({ word }) => word)
}

test('what is bought becomes true in the transaction of the payment, through as many rooms as listen', async () => {
  await pay()
  expect(await notes()).toEqual(['paid', 'renewed 500', 'open 500'])
  expect(await units.runJobs()).toEqual([])
  expect(await notes()).toHaveLength(3)
})

test('what does not concern a reaction costs it nothing, at once or later', async () => {
  await pay(undefined, '0')
  expect(await notes()).toEqual(['paid', 'renewed 0', 'doubted 0', 'open 0'])
  expect(await units.runJobs()).toEqual([])
})

test('a payment that is undone undoes what it bought', async () => {
  const failing = pay(() => Promise.reject(new Error('power cut')))
  await expect(failing).rejects.toThrow('power cut')
  expect(await notes()).toEqual([])
})

test('a room that breaks keeps nobody from being paid: its own work is undone and the queue does it', async () => {
  whenPaid = (tx) => sql`select 1 / 0`.execute(tx.sql)
  await pay()
  expect(await notes()).toEqual(['paid'])
  whenPaid = async () => undefined
  await units.runJobs()
  expect(await notes()).toEqual(['paid', 'renewed 500', 'open 500'])
})

test('what a reconciler makes good is no job that fails: that one is woken instead', async () => {
  await pay(undefined, '900')
  expect(await notes()).toContain('paid')
  await units.runJobs()
  expect(packed).toEqual(['the rest'])
})

test('after a deadlock the whole unit is tried again, and on its last try the payment stands alone', async () => {
  let deadlocks = 2
  whenPaid = (tx) =>
    deadlocks-- > 0
      ? sql`do $$ begin raise exception 'made' using errcode = '40P01'; end $$`.execute(tx.sql)
      : Promise.resolve()
  await pay()
  expect(await notes()).toEqual(['paid', 'renewed 500', 'open 500'])

  await sql`truncate public.note`.execute(units.database.sql)
  deadlocks = 5
  await pay()
  expect(await notes()).toEqual(['paid'])
  await units.runJobs()
  expect(await notes()).toEqual(['paid', 'renewed 500', 'open 500'])
})
