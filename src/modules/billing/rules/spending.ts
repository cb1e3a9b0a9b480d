/** Something that a wallet may be spent on. What is owed already takes what there is; a renewal is bought whole or not at all. */
export type Wish =
  | { readonly kind: 'overdue' | 'owed'; readonly id: string; readonly cents: bigint }
  | { readonly kind: 'renewal'; readonly id: string; readonly cents: bigint }

export type Spending = {
  readonly spent: readonly { readonly wish: Wish; readonly cents: bigint }[]
  /** Renewals that the wallet does not reach for, with what is missing. */
  readonly short: readonly { readonly wish: Wish; readonly missing: bigint }[]
  readonly left: bigint
}

/**
 * What a wallet buys, in the order given: overdue invoices, oldest first; renewals by their priority; then what is
 * owed but not due yet. A renewal that the wallet does not reach for is passed over, so that a cheaper line after
 * it still runs.
 */
export function spend(wallet: bigint, wishes: readonly Wish[]): Spending {
  let left = wallet > 0n ? wallet : 0n
  const spent: { wish: Wish; cents: bigint }[] = []
  const short: { wish: Wish; missing: bigint }[] = []
  for (const wish of wishes) {
    if (wish.kind === 'renewal') {
      if (wish.cents > left) {
        short.push({ wish, missing: wish.cents - left })
        continue
      }
      spent.push({ wish, cents: wish.cents })
      left -= wish.cents
    } else {
      const cents = wish.cents < left ? wish.cents : left
      if (cents > 0n) spent.push({ wish, cents })
      left -= cents
    }
  }
  return { spent, short, left }
}
