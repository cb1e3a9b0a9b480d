import { mkdirSync } from 'node:fs'
import { sql } from 'kysely'
import { openGround } from '#main/ground.ts'
import { openRadius } from '#main/radius.ts'
import { wallClock } from '#platform/clock.ts'
import { parseConfig } from '#platform/config.ts'
import { createKeysFile } from '#platform/keys.ts'
import { openLog } from '#platform/log.ts'
import { settle } from './town.ts'

/**
 * Kasi's RADIUS as it is in production, one process: the picture, the vault, the accounting into PostgreSQL. Started as a
 * child by `bench/radius.ts`; says its ports, what its memory grew by for the services, and, when asked, its CPU time.
 */
const [home = '', url = '', services = '0'] = process.argv.slice(2)
mkdirSync(home, { recursive: true })
createKeysFile(`${home}/keys.json`, 'production', wallClock.now())
const config = parseConfig({
  KASI_ENV: 'production',
  KASI_PUBLIC_URL: 'https://isp.example',
  KASI_HOME: home,
  KASI_KEYS_FILE: `${home}/keys.json`,
  KASI_RADIUS_HOST: '127.0.0.1',
  KASI_RADIUS_AUTH_PORT: '0',
  KASI_RADIUS_ACCT_PORT: '0',
  KASI_LOG_LEVEL: 'warn',
})
const log = await openLog(config)
const ground = await openGround({ config, url, name: 'radius', log })
const { secret } = await settle(ground.units, Number(services))
await sql`analyze`.execute(ground.database.sql)
const held = () => {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
const before_bytes = held()
const radius = await openRadius(ground)
const memory_bytes = held() - before_bytes
process.on('SIGINT', () => process.exit())
process.on('message', () => process.send?.({ cpu: process.cpuUsage(), drops: radius.drops }))
process.send?.({ authPort: radius.authPort, acctPort: radius.acctPort, secret, memory_bytes })
