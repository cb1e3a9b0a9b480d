import { ProblemError } from '#kernel/client.ts'
import { randomKey } from '#kernel/id.ts'

/** Whoever presses again within this long after silence means what they meant before. */
const MEANT_MS = 5 * 60_000

type Open = { readonly key: string; readonly since_ms: number }
export type Intents = <T>(said: string, send: (key: string) => Promise<T>) => Promise<T>

/**
 * Gives each write the key under which it takes effect once. The key stays while nobody knows what became of it: a button
 * that is pressed twice, or again after the line broke, has its effect once. An answer ends it, a refusal too; the same
 * said afterwards is meant anew.
 */
export function createIntents(now_ms: () => number = () => performance.now()): Intents {
  const open = new Map<string, Open>()
  return async (said, send) => {
    for (const [old, { since_ms }] of open) if (now_ms() - since_ms >= MEANT_MS) open.delete(old)
    const intent = open.get(said) ?? { key: randomKey(), since_ms: now_ms() }
    open.set(said, intent)
    try {
      const reply = await send(intent.key)
      open.delete(said)
      return reply
    } catch (error) {
      if (isAnswer(error)) open.delete(said)
      throw error
    }
  }
}

/** The server said no. Silence, a fault, and an earlier try that is still worked on say nothing of what was written. */
function isAnswer(error: unknown): boolean {
  if (!(error instanceof ProblemError) || error.code === 'platform.key_in_use') return false
  return error.status >= 400 && error.status < 500
}
