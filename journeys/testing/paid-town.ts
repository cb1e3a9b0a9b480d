import { World } from '../world.ts'
import { mpesaBeside } from './mpesa.ts'

export type PaidTown = Awaited<ReturnType<typeof paidTown>>

/** The whole product at a port of its own, with the simulated M-Pesa beside it. */
export async function paidTown(given: Parameters<typeof World.open>[0] = {}) {
  const world = await World.open(given)
  const { clock, ground, settle } = world
  const base = await world.http.listen({ host: '127.0.0.1', port: 0 })
  ground.listensAt(base)
  const { sim, pass } = await mpesaBeside(world)
  return {
    ...{ world, clock, units: ground.units, sim, base, settle, pass },
    close: async () => {
      await sim.close()
      await world[Symbol.asyncDispose]()
    },
  }
}
