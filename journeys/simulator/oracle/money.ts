/** The oracle's own arithmetic: fractions of bigints, rounded once, halves away from zero. */
export type Taxes = 'standard' | 'exempt' | 'zero-rated'

export function rounded(above: bigint, below: bigint): bigint {
  const whole = above / below
  const rest = above - whole * below
  const twice = rest < 0n ? -2n * rest : 2n * rest
  return twice >= below ? whole + (above < 0n ? -1n : 1n) : whole
}

export type Bill = { net: bigint; excise: bigint; vat: bigint; gross: bigint }

export const NOTHING: Bill = { net: 0n, excise: 0n, vat: 0n, gross: 0n }

export const sum = (bills: readonly Bill[]): Bill =>
  bills.reduce(
    (all, one) => ({
      net: all.net + one.net,
      excise: all.excise + one.excise,
      vat: all.vat + one.vat,
      gross: all.gross + one.gross,
    }),
    NOTHING,
  )

/** Kenya, November 2026: excise of 15 % on internet, VAT of 16 % on the price with the excise in it (tax-ke.md §1.3). */
export function taxed(
  cents: bigint,
  mode: 'inclusive' | 'exclusive',
  kind: 'internet' | 'goods',
  status: Taxes,
): Bill {
  const exciseRate = kind === 'internet' ? 15n : 0n
  if (mode === 'inclusive') {
    const before = cents - rounded(cents * 16n, 116n)
    const excise = rounded(before * exciseRate, 100n + exciseRate)
    if (status === 'standard')
      return { net: before - excise, excise, vat: cents - before, gross: cents }
    return addedOn(before - excise, exciseRate, status)
  }
  return addedOn(cents, exciseRate, status)
}

function addedOn(net: bigint, exciseRate: bigint, status: Taxes): Bill {
  const excise = rounded(net * exciseRate, 100n)
  const vat = status === 'standard' ? rounded((net + excise) * 16n, 100n) : 0n
  return { net, excise, vat, gross: net + excise + vat }
}

/** What a credit of `net` more takes back, when `before` was credited: by running totals, so that nothing is lost. */
export function creditOf(line: Bill, before: bigint, net: bigint): Bill {
  const part = (cents: bigint) =>
    rounded(cents * (before + net), line.net) - rounded(cents * before, line.net)
  const [excise, vat] = [part(line.excise), part(line.vat)]
  return { net, excise, vat, gross: net + excise + vat }
}
