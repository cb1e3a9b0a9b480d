import { existsSync, mkdirSync } from 'node:fs'
import { type Ground, openGround } from '#main/ground.ts'
import { wallClock } from '#platform/clock.ts'
import { parseConfig } from '#platform/config.ts'
import { createKeysFile } from '#platform/keys.ts'
import { openLog } from '#platform/log.ts'

/** The ground as in production, with keys that stay for all processes of a run. */
export async function productionGround(home: string, url: string): Promise<Ground> {
  mkdirSync(home, { recursive: true })
  const keys = `${home}/keys.json`
  if (!existsSync(keys)) createKeysFile(keys, 'production', wallClock.now())
  const config = parseConfig({
    KASI_ENV: 'production',
    KASI_PUBLIC_URL: 'https://isp.example',
    KASI_HOME: home,
    KASI_KEYS_FILE: keys,
    KASI_RADIUS_HOST: '127.0.0.1',
    KASI_RADIUS_AUTH_PORT: '0',
    KASI_RADIUS_ACCT_PORT: '0',
    KASI_LOG_LEVEL: 'error',
  })
  return openGround({ config, url, name: 'radius', log: await openLog(config) })
}
