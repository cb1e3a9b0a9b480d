import { openRadius } from '#main/radius.ts'
import { stopwatch } from '#platform/clock.ts'
import { productionGround } from './ground.ts'

/**
 * Kasi's RADIUS as it is in production, one process: the picture, the vault, the accounting into PostgreSQL. Started as a
 * child by `bench/radius.ts`; says its ports, what its memory grew by for all services and how long it took to read
 * them, and, when asked, its CPU time.
 */
const [home = '', url = ''] = process.argv.slice(2)
const ground = await productionGround(home, url)
const held = () => {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
const before_bytes = held()
const elapsed_ms = stopwatch()
const radius = await openRadius(ground)
const read_s = elapsed_ms() / 1_000
const memory_bytes = held() - before_bytes
process.on('SIGTERM', () => process.exit())
process.on('message', () => process.send?.({ cpu: process.cpuUsage(), drops: radius.drops }))
const { authPort, acctPort } = radius
process.send?.({ authPort, acctPort, memory_bytes, read_s })
