import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { system } from '#kernel/actor.ts'
import { regionNow } from '#modules/organization/index.ts'
import { createHttp, type Http, type HttpOptions } from '#platform/http/http.ts'
import { ROOT } from '#platform/root.ts'
import { clamd } from '#platform/scanner.ts'
import type { Ground } from './ground.ts'
import { answerMetrics } from './health.ts'
import { recognizeAtPortal } from './portal.ts'
import { VERSION } from './version.ts'

const WEB = join(ROOT, 'dist/web')
/** What subscribers call. Staff and subscribers have cookies of their own, so that one browser may hold both. */
const PORTAL = '/api/portal/'

/** The HTTP edge over the ground, not yet listening. */
export async function openApi(
  ground: Ground,
  options: Pick<HttpOptions, 'paces'> = {},
): Promise<Http> {
  const { config, clock, log, database, audit, live, metrics, units, manifests, tracing } = ground
  const origin = { actor: system('api'), name: 'platform.open-api' }
  const { timeZone } = await units.read(origin, regionNow)
  return createHttp({
    ...options,
    ...{ manifests, units, clock, log, audit, live, timeZone, trace: tracing.span },
    authenticate: (call, how) =>
      call.url.pathname.startsWith(PORTAL)
        ? recognizeAtPortal(ground, call)
        : ground.recognition.authenticate(call, how),
    publicUrl: config.http.publicUrl,
    scanner: config.scanner.at && clamd(config.scanner.at),
    trustedProxies: config.http.trustedProxies,
    version: VERSION,
    sessionCookie: config.http.tls ? '__Host-kasi' : 'kasi',
    observe: (answered) => metrics.httpAnswered(answered),
    metrics: ({ ip, headers }) =>
      answerMetrics(ground, { ip, authorization: headers.authorization }),
    ready: {
      database: async () => {
        await sql`select 1`.execute(database.sql)
        return true
      },
      live: async () => live.isConnected() || 'announcements do not arrive',
    },
    ...(existsSync(join(WEB, 'index.html')) && { web: WEB }),
    ...(config.http.tls && { tls: config.http.tls }),
    ...(config.http.redirectPort !== undefined && { redirectPort: config.http.redirectPort }),
  })
}
