/**
 * Authorizing and accounting, a second and how long each took: ours beside FreeRADIUS with its SQL module, on the same
 * PostgreSQL that writes durably, under the same load. `-- 10000` is how many services there are; a storm of 10,000 logins
 * at 5,000 a second, from a router that gives up after three tries of a second, comes last.
 */
import { randomUUID } from 'node:crypto'
import { fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { startPostgres } from '#main/embedded-postgres.ts'
import { migrate } from '#platform/migrate.ts'
import { type Kind, Load, type Result } from './radius/load.ts'
import { startFreeradius } from './radius/freeradius.ts'
import { PASSWORD } from './radius/town.ts'

const services = Number(process.argv[2] ?? 10_000)
const REQUESTS = Number(process.argv[3] ?? 40_000)
const WINDOW = 64
const KINDS: readonly Kind[] = ['pap', 'chap', 'mschap2', 'start', 'interim', 'stop']

const home = join(import.meta.dirname, '..', '.kasi', `bench-${randomUUID().slice(0, 8)}`)
const postgres = await startPostgres({ home })
await migrate({ url: postgres.url })

const ready = z.object({
  ...{ authPort: z.number(), acctPort: z.number(), secret: z.string(), memory_bytes: z.number() },
})
const child = fork(
  join(import.meta.dirname, 'radius/kasi.ts'),
  [`${home}/kasi`, postgres.url, String(services)],
  { execArgv: ['--expose-gc'] },
)
const kasi = await new Promise<z.infer<typeof ready>>((resolve, reject) => {
  child.once('message', (message) => resolve(ready.parse(message)))
  child.once('exit', (code) => reject(new Error(`kasi ended with ${code}`)))
})

/** Seconds of CPU that the child has used so far. */
async function cpuOf(): Promise<number> {
  const used = new Promise<unknown>((resolve) => child.once('message', resolve))
  child.send('cpu')
  const { cpu } = z
    .object({ cpu: z.object({ user: z.number(), system: z.number() }) })
    .parse(await used)
  return (cpu.user + cpu.system) / 1e6
}

type Server = { authPort: number; acctPort: number; secret: string }
function load(server: Server, kind: Kind, requests: number): Load {
  const isAccess = kind === 'pap' || kind === 'chap' || kind === 'mschap2'
  const port = isAccess ? server.authPort : server.acctPort
  return new Load({
    ...{ port, secret: server.secret, password: PASSWORD, services, kind, requests },
  })
}

type Figures = Partial<Record<Kind | 'storm', Result & { server_cpu_us?: number }>>

async function measure(server: Server, requests: number, cpu?: () => Promise<number>) {
  const results: Figures = {}
  for (const kind of KINDS) {
    const before = (await cpu?.()) ?? 0
    const result = await load(server, kind, requests).closed(WINDOW)
    const used = ((await cpu?.()) ?? 0) - before
    results[kind] = {
      ...result,
      ...(cpu && { server_cpu_us: Math.round((used / requests) * 1e6) }),
    }
    console.error(kind, JSON.stringify(results[kind]))
  }
  results.storm = await load(server, 'pap', 10_000).rate(5_000)
  console.error('storm', JSON.stringify(results.storm))
  return results
}

try {
  await load(kasi, 'pap', 5_000).closed(WINDOW)
  const ours = await measure(kasi, REQUESTS, cpuOf)
  child.kill()
  const peer = await startFreeradius({
    home: `${home}/peer`,
    postgres: postgres.url,
    services,
    password: PASSWORD,
  })
  await load(peer, 'pap', 500).closed(WINDOW)
  const theirs = await measure(peer, Math.ceil(REQUESTS / 10))
  await peer.stop()
  const ratio = (kind: Kind) =>
    Number(((ours[kind]?.rate ?? 0) / Math.max(1, theirs[kind]?.rate ?? 0)).toFixed(1))
  console.log(
    JSON.stringify({
      ...{
        bench: 'radius',
        services,
        window: WINDOW,
        memory_bytes_per_service: Math.round(kasi.memory_bytes / services),
      },
      kasi: ours,
      freeradius: theirs,
      ratios: Object.fromEntries(KINDS.map((kind) => [kind, ratio(kind)])),
    }),
  )
} finally {
  child.kill()
  await postgres.stop()
  rmSync(home, { recursive: true, force: true })
}
process.exit()
