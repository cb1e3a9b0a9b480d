import { newId } from '#kernel/id.ts'
import { postMany } from '#modules/ledger/index.ts'
import type { Tx } from '#platform/tx.ts'
import { settlementJournal } from '../rules/journals.ts'
import { insertAllocations } from '../store.ts'
import { announceSettled } from './announce-settled.ts'

export type Settlement = {
  readonly invoiceId: string
  readonly code: string
  readonly subscriberId: string
  readonly cents: bigint
}

/** Wallets pay what is owed, in whole or in part. The ledger refuses what a wallet does not hold. */
export async function settleInvoices(tx: Tx, settlements: readonly Settlement[]): Promise<void> {
  if (settlements.length === 0) return
  const keyed = settlements.map((one) => ({ ...one, key: `billing.settlement:${newId(tx.now)}` }))
  const settled = await insertAllocations(
    tx,
    keyed.map(({ invoiceId, key, cents }) => ({ invoiceId, key, cents, source: 'wallet' })),
  )
  await postMany(tx, keyed.map(settlementJournal))
  for (const one of settlements) if (settled.has(one.invoiceId)) announceSettled(tx, one)
}
