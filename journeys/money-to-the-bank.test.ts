import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { kes } from '#kernel/money.ts'
import { addAccount } from '#modules/banking/commands/add-account.ts'
import { importStatement } from '#modules/banking/commands/import-statement.ts'
import { settleLine } from '#modules/banking/commands/settle-line.ts'
import { undoArrival } from '#modules/banking/commands/undo-arrival.ts'
import { listLines, listTransfers } from '#modules/banking/contract.ts'
import { banking } from '#modules/banking/module.ts'
import { linesPage } from '#modules/banking/queries/lines.ts'
import { transfersPage } from '#modules/banking/queries/transfers.ts'
import { accountTotal, CHART } from '#modules/ledger/index.ts'
import { ledger } from '#modules/ledger/module.ts'
import { importMpesaStatement } from '#modules/payments/commands/import-mpesa-statement.ts'
import { payBusiness } from '#modules/payments/commands/pay-business.ts'
import { settleDifference } from '#modules/payments/commands/settle-difference.ts'
import { mpesaTown } from '#modules/payments/commands/testing.ts'
import { listDifferences } from '#modules/payments/contract.ts'
import { differencesPage } from '#modules/payments/queries/statements.ts'
import { violationsNow } from '#modules/payments/testing.ts'
import { wake } from '#platform/jobs.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { chanceOf } from '#sim/fault-lab.ts'
import { statementCsv } from '#sim/mpesa/statement.ts'

const origin = { actor: system('test'), name: 'test.work' }
const PAYBILL = '600100'
const HEADING = 'Transaction Date,Details,Reference,Money Out,Money In,Balance'

test('money that the paybill sends to our bank is counted once, whoever tells of it first: books, M-Pesa and bank agree to the cent', async () => {
  await using stack = new AsyncDisposableStack()
  const town = await mpesaTown([ledger, banking])
  stack.defer(() => town.close())
  const { units, sim, pass, shortcodeId } = town
  const unit = <T>(work: (tx: Tx) => Promise<T>) => units.unit(origin, work)
  const read = <T>(work: (read: Read) => Promise<T>) => units.read(origin, work)
  const chance = chanceOf(5)
  const accountId = newId(units.clock.now())
  await unit((tx) => addAccount(tx, { id: accountId, name: 'KCB', number: '0123456789' }))

  let [inBank, files] = [0n, 0]
  const today = () => units.clock.now().toZonedDateTimeISO('Africa/Nairobi').toPlainDate()
  const importing = (lines: readonly { words: string; cents: bigint }[]) => {
    const rows = lines.map(({ words, cents }, n) => {
      inBank += cents
      const shillings = `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`
      return `${today().toString()},${words},FT${files}${String(n).padStart(5, '0')}X,,${shillings},`
    })
    const file = Buffer.from([HEADING, ...rows, ''].join('\n')).toString('base64')
    const id = newId(units.clock.now())
    const fileName = `day-${++files}.csv`
    return unit((tx) => importStatement(tx, { accountId, id, fileName, file, mapping: null }))
  }
  const send = async (cents: bigint) => {
    const id = newId(units.clock.now())
    await unit((tx) =>
      payBusiness(tx, {
        ...{ id, shortcodeId, reason: 'To the bank', amount: kes(cents), bookedTo: CHART.bank },
        to: { kind: 'paybill', number: '247247', account: '0123456789' },
      }),
    )
    await units.runJobs()
    return sim.town.transfers.at(-1)?.receipt ?? ''
  }
  const match = async () => {
    await unit(async (tx) => wake(tx, 'banking.match-transfers'))
    await units.runJobs()
  }
  const held = (account: number) => read((r) => accountTotal(r, account))
  const lines = async (...what: string[]) =>
    (await read((r) => linesPage(r, listLines.input.parse({ what, limit: 200 })))).items
  const transfers = async (...state: string[]) =>
    (await read((r) => transfersPage(r, listTransfers.input.parse({ state })))).items

  // Days of it: the bank tells before or after M-Pesa does, with the receipt, with words, or with neither; and people pay into both.
  let sent = 0n
  for (let day = 0; day < 4; day++) {
    const amount = BigInt(1_000 + Math.floor(chance() * 50)) * 100n
    await sim.prompts.payByHand(`25473400000${day}`, PAYBILL, 900_000n, 'somebody')
    await pass()
    const isEarly = chance() < 0.5
    if (isEarly) sim.faults.byChance({ perMille: { delay: 1000 }, delay_ms: 3_600_000, seed: day })
    const receipt = await send(amount)
    if (!isEarly) await pass(5)
    const words =
      [`MPS ${receipt} KASI`, 'MPESA B2B 0123456789', 'INCOMING TRANSFER'][day % 3] ?? ''
    const stranger = { words: 'CASH DEPOSIT', cents: amount + 50n }
    await importing([{ words, cents: amount }, stranger])
    sim.faults.calm()
    await pass(2 * 3_600)
    await match()
    sent += amount
    units.clock.passes('PT20H')
  }
  // Neither receipt nor words: somebody says so, in two clicks, and may have been wrong.
  const unsure = await lines('perhaps')
  expect(unsure.map(({ words }) => words)).toEqual(['INCOMING TRANSFER'])
  expect(await lines('arrived')).toHaveLength(3)
  const open = await transfers('on-its-way', 'late')
  for (const { id: lineId, amount } of unsure) {
    const transferId = open.find((one) => one.amount.cents === amount.cents)?.id ?? ''
    await unit((tx) => settleLine(tx, { lineId, transferId }))
    await expect(unit((tx) => settleLine(tx, { lineId, transferId: null }))).rejects.toMatchObject({
      code: 'banking.line_is_settled',
    })
  }
  // What somebody takes back, no rule finds again over their head.
  const again = (await lines('arrived')).find(({ words }) => words.startsWith('MPESA'))
  const itsTransfer = again?.arrival?.id ?? ''
  await unit((tx) => undoArrival(tx, { lineId: again?.id ?? '' }))
  await match()
  expect(await lines('perhaps')).toMatchObject([{ id: again?.id }])
  await unit((tx) =>
    settleLine(tx, {
      lineId: again?.id ?? '',
      transferId: itsTransfer,
    }),
  )
  const agree = async (onItsWay: bigint) => {
    expect(await held(CHART.onWayToBank)).toBe(onItsWay)
    expect(await held(CHART.bank)).toBe(inBank)
    expect(await held(CHART.mpesaPaybill)).toBe(sim.town.shortcodes.get(PAYBILL)?.cents)
    expect(await read(violationsNow)).toEqual([])
    for (const { name, violations } of banking.invariants ?? [])
      expect([name, await read(violations)]).toEqual([name, []])
  }
  await agree(0n)

  // The bank told of it with M-Pesa's receipt, and nobody had told us that it was sent: it was done in the portal, and stands on M-Pesa's statement.
  const paybill = sim.town.shortcodes.get(PAYBILL)
  if (!paybill) throw new Error('it is there')
  const receipt = 'UKQPORTAL1'
  paybill.cents -= 100_000n
  sim.town.transfers.push({
    ...{ receipt, from: paybill, to: '247247', account: '0123456789', cents: 100_000n },
    at: units.clock.now(),
  })
  await importing([{ words: `MPS ${receipt}`, cents: 100_000n }])
  expect(await lines('suspense')).toHaveLength(5)
  const csv = statementCsv(sim.town, PAYBILL)
  await unit((tx) =>
    importMpesaStatement(tx, { id: newId(tx.now), shortcodeId, fileName: 'org.csv', csv }),
  )
  await unit(async (tx) => wake(tx, 'payments.compare-statements'))
  await units.runJobs()
  const differences = await read((r) =>
    differencesPage(r, listDifferences.input.parse({ state: ['open'] })),
  )
  expect(differences.items).toMatchObject([{ kind: 'unknown-out', receipt }])
  const differenceId = differences.items[0]?.id ?? ''
  const settled = { differenceId, way: 'transfer', note: null, refundId: null } as const
  await unit((tx) => settleDifference(tx, settled))
  await match()
  expect(await lines('suspense')).toHaveLength(4)
  await agree(0n)

  // Somebody takes that back: the line is a payment in suspense again, and the transfer waits for another one. Then they were right after all.
  const byReceipt = (await lines('arrived')).find(({ words }) => words === `MPS ${receipt}`)
  const back = { lineId: byReceipt?.id ?? '', transferId: byReceipt?.arrival?.id ?? '' }
  for (let n = 0; n < 2; n++) {
    await unit((tx) => undoArrival(tx, { lineId: back.lineId }))
    expect(await lines('suspense')).toHaveLength(5)
    await agree(100_000n)
    await match()
    expect(await transfers('on-its-way')).toHaveLength(1)
    await unit((tx) => settleLine(tx, back))
    expect(await lines('suspense')).toHaveLength(4)
    await agree(0n)
  }

  // What does not come in its time is said to be late.
  await send(70_000n)
  await pass(5)
  units.clock.passes('PT121H')
  await match()
  expect(await transfers('late')).toMatchObject([{ amount: { cents: '70000' }, from: 'mpesa' }])
  const told = await read((r) =>
    r.sql
      .selectFrom('platform.event')
      .select('name')
      .where('name', '=', 'banking.transfer-late')
      .execute(),
  )
  expect(told).toHaveLength(1)
  await agree(70_000n)
  // What is open begins after what is over, so that years of it cost nothing.
  const mark = await read((r) =>
    r.sql.selectFrom('banking.transfer_mark').select('journal').executeTakeFirstOrThrow(),
  )
  expect(mark.journal).toBeGreaterThan(0n)
})
