import type { Tx } from '#platform/tx.ts'
import { testAnswered } from '../events.ts'
import type { Asked } from '../outside/radius-probe/port.ts'
import { reasonWords } from '../rules/reject-words.ts'
import { putTestOutcome } from '../store/tests.ts'

const WORDS = {
  silence: 'Our RADIUS server did not answer. Is it running, and can this process reach it?',
  unreachable: 'Our RADIUS server could not be asked.',
  accept: 'Accepted.',
  reject: 'Refused.',
} as const

/** Records what our own server answered to a test. */
export async function recordTest(
  tx: Tx,
  { testId, asked }: { testId: string; asked: Asked },
): Promise<void> {
  const words = asked.reason === null ? WORDS[asked.kind] : reasonWords(asked.reason)
  await putTestOutcome(tx, testId, {
    ...asked,
    words,
    request: asked.request.map((attribute) => ({ ...attribute })),
    reply: asked.reply.map((attribute) => ({ ...attribute })),
  })
  tx.emit(testAnswered, { testId })
}
