import type { Tx } from '#platform/tx.ts'
import { type Answering, putAnswering, removeAnswering } from '../store/answering.ts'

/** Keeps that a process answers routers, or why it does not, for people to see; one that has ended is gone. */
export function noteAnswering(
  tx: Tx,
  about: Answering | { readonly ended: string },
): Promise<void> {
  return 'ended' in about ? removeAnswering(tx, about.ended) : putAnswering(tx, about)
}
