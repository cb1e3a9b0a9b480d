import { growsBy, PARTY_ACCOUNTS } from '../contract.ts'

/** How one party's balance on one account moved, and what it is now; debit positive. */
export type Move = {
  readonly account: number
  readonly party: string
  readonly moved: bigint
  readonly balance: bigint
}

/**
 * Whether a move took from a party more than it had there. A balance that is beyond zero already, after a
 * provider's reversal, may always come nearer.
 */
export function takesTooMuch({ account, moved, balance }: Omit<Move, 'party'>): boolean {
  if (!PARTY_ACCOUNTS[account]?.guarded) return false
  const side = growsBy(account) === 'debit' ? 1n : -1n
  return moved * side < 0n && balance * side < 0n
}
