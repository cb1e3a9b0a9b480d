import { divideRounded } from '#kernel/money.ts'
import type { ReportSeries } from '../contract.ts'

type Cells = ReadonlyMap<string, bigint>

/** A row of amounts over months; a month without any is zero. */
export function amounts(
  key: string,
  at: readonly string[],
  cells: Cells,
  look: { name?: string; measure?: 'money' | 'count'; total?: 'sum' | 'none' } = {},
): ReportSeries {
  const values = at.map((one) => cells.get(one) ?? 0n)
  const sum = values.reduce((all, cents) => all + cents, 0n)
  return {
    ...{ key, name: look.name ?? null, measure: look.measure ?? 'money' },
    values: values.map(String),
    total: look.total === 'none' ? null : String(sum),
  }
}

/** One row divided by another, in hundredths of a percent; nothing where there is nothing to divide by. */
export function shares(
  key: string,
  part: readonly bigint[],
  whole: readonly bigint[],
): ReportSeries {
  const share = (of: bigint, by: bigint) =>
    by > 0n ? String(divideRounded(of * 10_000n, by)) : null
  const sum = (all: readonly bigint[]) => all.reduce((total, one) => total + one, 0n)
  return {
    ...{ key, name: null, measure: 'share' },
    values: part.map((of, place) => share(of, whole[place] ?? 0n)),
    total: share(sum(part), sum(whole)),
  }
}

/** The sum of all before each, and the first of them: a balance that moves. */
export function running(start: bigint, moves: readonly bigint[]): bigint[] {
  let at = start
  return moves.map((move) => (at += move))
}
