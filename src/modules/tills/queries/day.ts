import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { Read } from '#platform/tx.ts'
import type { readDay, TillDay } from '../contract.ts'
import { addedUp } from '../rules/lines.ts'
import { drawersOf, linesOnWire, wire } from './drawers.ts'

/** The close of a day at a site; it is closed when none of its drawers is open. */
export async function dayNow(
  read: Read,
  { siteId, day }: ParsedInputOf<typeof readDay>,
): Promise<TillDay> {
  const { drawers, lines } = await drawersOf(read, siteId, day)
  const closed = drawers.filter(({ state }) => state === 'closed')
  const sum = (of: (drawer: (typeof closed)[number]) => { cents: string } | null) =>
    closed.reduce((total, drawer) => total + BigInt(of(drawer)?.cents ?? '0'), 0n)
  const [expected, counted] = [sum((one) => one.expected), sum((one) => one.counted)]
  return {
    ...{ drawers, lines: linesOnWire(addedUp(lines)), open: drawers.length - closed.length },
    ...{ expected: wire(expected), counted: wire(counted), difference: wire(counted - expected) },
  }
}
