import type { DraftLine } from './lines.ts'

/** What invoices of a run came to, by the kind of charge and the plan. */
export type RunTotal = {
  readonly kind: string
  readonly planVersionId: string | null
  readonly lines: number
  readonly net: bigint
  readonly excise: bigint
  readonly vat: bigint
  readonly gross: bigint
}

export function totalsOfRun(
  charged: readonly { lines: readonly (DraftLine & { planVersionId: string })[] }[],
): RunTotal[] {
  const totals = new Map<string, { -readonly [K in keyof RunTotal]: RunTotal[K] }>()
  for (const { lines } of charged) {
    for (const { kind, planVersionId, taxed } of lines) {
      const key = `${kind} ${planVersionId}`
      let of = totals.get(key)
      if (!of) {
        of = { kind, planVersionId, lines: 0, net: 0n, excise: 0n, vat: 0n, gross: 0n }
        totals.set(key, of)
      }
      of.lines += 1
      of.net += taxed.net
      of.excise += taxed.excise + taxed.levies
      of.vat += taxed.vat
      of.gross += taxed.gross
    }
  }
  return [...totals.values()]
}

/** More than a fifth up or down is not a usual month: somebody looks before invoices go out. */
export function differsMuch(now: bigint, before: bigint): boolean {
  if (before === 0n) return false
  const change = now > before ? now - before : before - now
  return change * 5n > before
}
