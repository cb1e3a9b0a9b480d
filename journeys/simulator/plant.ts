/**
 * `node journeys/simulator/plant.ts URL`: loads the engine with every bug of `planted.ts` in it, asleep. Plays all stories in one town on a
 * migrated database, when the engine and the oracle must agree; then each again with its bug awake, when they must not. One
 * line of JSON for each. It is a program of its own because it changes what is loaded.
 */
import { registerHooks } from 'node:module'
import { planOf, type Planted } from './planted/story.ts'
import { PLANTED } from './planted.ts'

const changes = PLANTED.flatMap((one) => one.changes)
const made = new Set<object>()
const NAMES = new Set([
  'who',
  'service',
  'hold',
  'receipt',
  'refund',
  'session',
  'key',
  'coupon',
  'charge',
  'certificate',
  'addon',
  'parent',
])

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    const mine = changes.filter(({ file }) => url.endsWith(`/src/modules/${file}`))
    if (mine.length === 0) return loaded
    const { source: given } = loaded
    let source = typeof given === 'string' ? given : new TextDecoder().decode(given ?? undefined)
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

const [url = ''] = process.argv.slice(2)
const inOrder = PLANTED.toSorted((a, b) => (a.from < b.from ? -1 : 1))
say('agrees', await play(inOrder, { woken: undefined, years: 0 }))
for (const [place, planted] of PLANTED.entries())
  say(planted.name, await play([planted], { woken: planted.name, years: place + 1 }))

function say(name: string, told: string | null) {
  process.stdout.write(`${JSON.stringify({ name, told })}\n`)
}

/** What came out of these stories, in words; null when the engine and the oracle agree. Each bug has a year and people of its own. */
async function play(
  stories: readonly Planted[],
  how: { woken: string | undefined; years: number },
) {
  Object.assign(globalThis, { kasiPlanted: how.woken })
  const isWoken = how.woken !== undefined
  const plans = [...new Set(stories.flatMap(({ plan, others = [] }) => [plan, ...others]))].map(
    planOf,
  )
  const course = await openCourse({ url, zone: 'Africa/Nairobi', plans })
  // Stories of one town come one after another.
  let over = 0n
  try {
    for (const [place, one] of stories.entries()) {
      const from = Temporal.ZonedDateTime.from(`${one.from}[Africa/Nairobi]`).add({
        years: how.years,
      })
      const begins = BigInt(from.epochMilliseconds) * 1000n
      const start = begins > over ? begins : over
      const at = (hours: number) => start + BigInt(Math.round(hours * 3600)) * 1_000_000n
      const who = `amina${how.years}x${place}`
      for (const step of one.story(at).map((each) => playedBy(each, who))) {
        if (!('look' in step)) await course.play(step)
        else {
          // Weeks pass between stories; a worker has been there. What an earlier bug left behind is no news.
          if (!isWoken) await course.play({ at: step.look, who: 'town', do: 'work' })
          await course.look(step.look, { invariants: !isWoken, sums: !isWoken })
          over = step.look + 1_000_000n
        }
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
