/**
 * `node journeys/simulator/plant.ts URL …`: loads the engine with every bug of `planted.ts` in it, asleep. Plays all stories in one town,
 * when the engine and the oracle must agree; then each in a town of its own with its bug awake, when they must not. Each town
 * has a migrated database. One line of JSON for each. It is a program of its own because it changes what is loaded.
 */
import { registerHooks } from 'node:module'
import { PLANTED, planOf, type Planted } from './planted.ts'

const changes = PLANTED.flatMap((one) => one.changes)
const made = new Set<object>()
const NAMES = new Set(['who', 'service', 'hold', 'receipt', 'refund', 'session', 'key', 'coupon'])

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    const mine = changes.filter(({ file }) => url.endsWith(`/src/modules/${file}`))
    if (mine.length === 0) return loaded
    let source = String(
      loaded.source instanceof Uint8Array ? Buffer.from(loaded.source) : loaded.source,
    )
    for (const change of mine) {
      if (source.split(change.from).length !== 2)
        throw new Error(`${change.file} has no single place "${change.from}": plant the bug anew`)
      source = source.replace(change.from, () => change.to)
      made.add(change)
    }
    return { ...loaded, source }
  },
})

const { openCourse } = await import('./course.ts')
const missing = changes.find((change) => !made.has(change))
if (missing) throw new Error(`${missing.file} was not loaded`)

const [shared = '', ...own] = process.argv.slice(2)
const inOrder = PLANTED.toSorted((a, b) => (a.from < b.from ? -1 : 1))
say('agrees', await play(shared, inOrder, undefined))
for (const planted of PLANTED)
  say(planted.name, await play(own.shift() ?? '', [planted], planted.name))

function say(name: string, told: string | null) {
  process.stdout.write(`${JSON.stringify({ name, told })}\n`)
}

/** What came out of these stories, in words; null when the engine and the oracle agree. */
async function play(url: string, stories: readonly Planted[], woken: string | undefined) {
  Object.assign(globalThis, { kasiPlanted: woken })
  const plans = [...new Set(stories.map(({ plan }) => plan))].map(planOf)
  const course = await openCourse({ url, zone: 'Africa/Nairobi', plans })
  // Stories that share a town come one after another.
  let over = 0n
  try {
    for (const [place, one] of stories.entries()) {
      const from = BigInt(Temporal.Instant.from(one.from).epochMilliseconds) * 1000n
      const start = from > over ? from : over
      const at = (hours: number) => start + BigInt(Math.round(hours * 3600)) * 1_000_000n
      for (const step of one.story(at).map((each) => playedBy(each, `amina${place}`))) {
        if ('look' in step) {
          // Weeks pass between stories that share a town; a worker has been there.
          if (stories.length > 1) await course.play({ at: step.look, who: 'town', do: 'work' })
          await course.look(step.look, { invariants: true })
          over = step.look + 1_000_000n
        } else await course.play(step)
      }
    }
    return null
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 300) : String(error)
  } finally {
    await course.close()
  }
}

/** The same step with names of its own, so that stories can share a town. */
function playedBy<T>(step: T, who: string): T {
  return JSON.parse(
    JSON.stringify(step, (key, value: unknown) => {
      if (typeof value === 'bigint') return { micros: String(value) }
      if (typeof value !== 'string' || !NAMES.has(key) || value === 'town') return value
      return value.includes('amina') ? value.replaceAll('amina', who) : `${who}-${value}`
    }),
    (_, value: unknown) =>
      typeof value === 'object' && value !== null && 'micros' in value
        ? BigInt(String(value.micros))
        : value,
  ) as T // what went in, with other names
}
