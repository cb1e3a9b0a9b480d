import { expect, test } from 'vitest'
import { ProblemError } from '#kernel/client.ts'
import { createIntents } from '#web/state/intents.ts'

const problem = (status: number, code = 'shop.no') =>
  new ProblemError({ type: 'x', title: 'x', status, detail: 'No.', code })

/** Says the same twice, one `apart_ms` after the other; `first` is what the first try came to. Answers the two keys. */
async function keysOf(first: unknown, apart_ms = 1000): Promise<string[]> {
  let now_ms = 0
  const keys: string[] = []
  const intents = createIntents(() => now_ms)
  const say = (outcome: unknown) =>
    intents('renew 1', async (key) => {
      keys.push(key)
      if (outcome instanceof Error) throw outcome
    }).catch(() => undefined)
  await say(first)
  now_ms += apart_ms
  await say(undefined)
  return keys
}

test.each([
  ['silence', problem(0, 'client.offline')],
  ['a fault', problem(500, 'platform.fault')],
  ['a server that is away', problem(503, 'platform.unavailable')],
  ['an answer that nobody understands', new SyntaxError('Unexpected token <')],
  ['an earlier try that is still worked on', problem(409, 'platform.key_in_use')],
])('after %s the same is sent under the same key', async (_, error) => {
  const [first, again] = await keysOf(error)
  expect(again).toBe(first)
})

test.each([
  ['it was done', undefined],
  ['it was refused', problem(409)],
])('once %s, the same is meant anew', async (_, outcome) => {
  const [first, again] = await keysOf(outcome)
  expect(again).not.toBe(first)
})

test('long after silence the same is meant anew', async () => {
  const [first, again] = await keysOf(problem(0), 300_000)
  expect(again).not.toBe(first)
})

test('a button that is pressed twice sends one key, and another thing another', async () => {
  const keys: string[] = []
  const both = Promise.withResolvers<void>()
  const intents = createIntents()
  const press = (what: string) =>
    intents(what, (key) => {
      keys.push(key)
      return both.promise
    })
  const all = [press('renew 1'), press('renew 1'), press('renew 2')]
  both.resolve()
  await Promise.all(all)
  expect(keys[1]).toBe(keys[0])
  expect(keys[2]).not.toBe(keys[0])
})
