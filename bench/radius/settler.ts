import { sql } from 'kysely'
import { z } from 'zod'
import { stopwatch } from '#platform/clock.ts'
import { productionGround } from './ground.ts'
import { found, founded, settle } from './town.ts'

/** Settles lines in a process of its own, so that what it leaves behind in memory is not taken for that of the server. */
const order = z.object({
  ...{ home: z.string(), url: z.string(), coaPort: z.number(), town: founded.nullable() },
  lines: z.array(
    z.object({ from: z.number(), to: z.number(), plan: z.enum(['plain', 'counted']) }),
  ),
})
const { home, url, coaPort, lines, ...given } = order.parse(JSON.parse(process.argv[2] ?? ''))
const ground = await productionGround(home, url)
const town = given.town ?? (await found(ground.units, coaPort))
const elapsed_ms = stopwatch()
for (const { from, to, plan } of lines)
  await settle(ground.units, town.subscriberId, {
    from,
    to,
    plan: town[plan],
    counts: plan === 'counted',
  })
await sql`analyze`.execute(ground.database.sql)
process.send?.({ town, settled_s: elapsed_ms() / 1_000 })
