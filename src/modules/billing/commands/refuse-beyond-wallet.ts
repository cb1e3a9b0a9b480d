import { decimalMoney, kes } from '#kernel/money.ts'
import { balanceOf, CHART } from '#modules/ledger/index.ts'
import type { Tx } from '#platform/tx.ts'
import { walletTooLow } from '../refusals.ts'

/** Takes from a wallet only what is in it; the ledger would refuse it as well, but name nothing that a person knows. */
export async function refuseBeyondWallet(tx: Tx, subscriberId: string, cents: bigint) {
  const party = { kind: 'subscriber', id: subscriberId } as const
  const held = (await balanceOf(tx, party, CHART.wallets)).cents
  if (cents > held) throw walletTooLow({ missing: decimalMoney(kes(cents - held)) })
}
