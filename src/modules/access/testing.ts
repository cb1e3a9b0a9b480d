import type { Live } from '#platform/live.ts'
import { type TestUnits, testVault } from '#platform/testing.ts'
import { SimRouter } from '#sim/routers/router.ts'
import { RadiusServer } from './server/server.ts'

/** Nothing is heard of what others commit: whoever wants to know looks. */
export const SILENT_LIVE = { listen: () => () => undefined } as Pick<Live, 'listen'> as Live

/** Two processes on one database, each with a router that asks it and takes it for the only one. */
export async function twoProcesses(given: {
  readonly units: TestUnits
  readonly secret: string
  readonly onTrouble: (what: string, error: unknown) => void
  /** How the processes get at the database, where that is not as usual. */
  readonly unit?: TestUnits['unit']
}) {
  const { units, secret, onTrouble, unit = units.unit } = given
  const open = async () => {
    const server = new RadiusServer({
      ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, shared: false, clock: units.clock },
      ...{ units: { ...units, unit }, vault: testVault, live: SILENT_LIVE, onTrouble },
    })
    await server.open()
    const router = new SimRouter({
      ...{ name: 'KLM-1', address: '127.0.0.1', secret },
      server: { address: '127.0.0.1', authPort: server.authPort, acctPort: server.acctPort },
      now_ms: () => units.clock.now().epochMilliseconds,
    })
    await router.open()
    return { server, router }
  }
  const [one, two] = [await open(), await open()]
  return {
    servers: [one.server, two.server] as const,
    routers: [one.router, two.router] as const,
    async close() {
      for (const { router } of [one, two]) await router.cut()
      for (const { server } of [one, two]) await server.close()
    },
  }
}
