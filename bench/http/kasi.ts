import { mkdirSync } from 'node:fs'
import { openApi } from '#main/api.ts'
import { openGround } from '#main/ground.ts'
import { addAuthenticator, openVisitor } from '#main/visitor.ts'
import { makeSetUpCode } from '#modules/staff/index.ts'
import { setUpOwner } from '#modules/staff/contract.ts'
import { wallClock } from '#platform/clock.ts'
import { parseConfig } from '#platform/config.ts'
import { createKeysFile } from '#platform/keys.ts'
import { openLog } from '#platform/log.ts'

/**
 * Kasi as it is in production, one process: sessions, permissions, limits, audit, log. Started as a child by
 * `bench/http.ts`; says where it listens and with which cookie its owner is signed in. Only the pace of the one
 * visitor is raised, who stands for fifty.
 */
const [home = '', url = ''] = process.argv.slice(2)
mkdirSync(home, { recursive: true })
createKeysFile(`${home}/keys.json`, 'production', wallClock.now())
const config = parseConfig({
  KASI_ENV: 'production',
  KASI_PUBLIC_URL: 'https://isp.example',
  KASI_HOME: home,
  KASI_KEYS_FILE: `${home}/keys.json`,
  KASI_HTTP_PORT: '0',
  KASI_LOG_LEVEL: 'info',
})
const log = await openLog(config)
const ground = await openGround({ config, url, name: 'api', log })
const fast = { burst: 1e9, perMinute: 1e9 }
const http = await openApi(ground, { paces: { address: fast, stranger: fast, actor: fast } })
const address = await http.listen({ host: '127.0.0.1', port: 0 })
ground.listensAt(address)
const code = await ground.units.unit(
  { actor: { kind: 'system', name: 'bench' }, name: 'staff.make-set-up-code' },
  makeSetUpCode,
)
const owner = openVisitor(http, new URL('https://isp.example'))
await owner.call(setUpOwner, {
  code: code ?? '',
  name: 'Amina Otieno',
  email: 'amina@isp.example',
  password: 'a long pass phrase of the bench',
})
await addAuthenticator(owner, { now: () => wallClock.now() })
process.on('message', () => process.send?.(process.cpuUsage()))
process.send?.({ address: address.href, cookie: owner.cookies() })
