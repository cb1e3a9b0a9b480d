import { z } from 'zod'
import type { Outcome } from './port.ts'

/** Daraja writes codes as texts and as numbers. */
export const code = z.coerce.string()

/** "0" is the only yes among the codes of an answer in good order. */
export function whenZero<Reply extends { ResponseCode: string }, Done>(
  outcome: Outcome<Reply>,
  map: (reply: Reply) => Done,
): Outcome<Done> {
  if (outcome.kind !== 'done') return outcome
  const { ResponseCode: answered } = outcome.done
  if (answered === '0') return { kind: 'done', done: map(outcome.done) }
  return { kind: 'refused', code: answered, said: `Daraja answered ${answered}.` }
}
