import { join } from 'node:path'
import { system } from '#kernel/actor.ts'
import { followSettings, settingChanged } from '#modules/organization/index.ts'
import {
  createRecognition,
  introducePermissions,
  smtpMail,
  type Mail,
  type Recognition,
} from '#modules/staff/index.ts'
import { createAuditTrail, type AuditTrail } from '#platform/audit.ts'
import { type Clock, wallClock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import { type Database, openDatabase } from '#platform/db.ts'
import { type Live, openLive } from '#platform/live.ts'
import type { Log } from '#platform/log.ts'
import type { Manifest } from '#platform/manifest.ts'
import { createMetrics, type Metrics } from '#platform/metrics.ts'
import { openTracing, tracedUnits, type Tracing } from '#platform/tracing.ts'
import type { Units } from '#platform/tx.ts'
import { createUnits } from '#platform/units.ts'
import { type OpenVault, openVault } from '#platform/vault/open-vault.ts'
import { openMailbox, type Mailbox } from '#sim/mailbox.ts'
import { catalogueOf, openRooms } from './rooms.ts'

export type GroundPlan = {
  readonly config: Config
  /** Of a migrated database. */
  readonly url: string
  /** What this process is, for PostgreSQL's list of connections and for metrics: `api worker`. */
  readonly name: string
  readonly log: Log
  readonly clock?: Clock
  /** How mail leaves instead of what the settings say. */
  readonly mail?: Mail
}

/** What all roles of a process stand on. */
export type Ground = {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  readonly database: Database
  readonly vault: OpenVault
  readonly audit: AuditTrail
  readonly live: Live
  readonly metrics: Metrics
  readonly tracing: Tracing
  readonly units: Units
  readonly manifests: readonly Manifest[]
  readonly recognition: Recognition
  /** Mail and texts of the demo, to be shown. */
  readonly mailbox?: Mailbox
  /** The address at which people reach us; known for sure once HTTP listens. */
  readonly origin: () => URL
  listensAt(address: URL): void
  /** Where RADIUS listens in this process, for those who test it. */
  answersRadiusAt(at: { address: string; port: number }): void
  close(): Promise<void>
}

/** Opens the ground, or takes down again what already stood and says what is in the way. */
export async function openGround(plan: GroundPlan): Promise<Ground> {
  const { config, url, name, log, clock = wallClock } = plan
  const standing: (() => Promise<void> | void)[] = []
  let isClosing = false
  const close = async () => {
    isClosing = true
    for (const takeDown of standing.splice(0).toReversed()) await takeDown()
  }
  try {
    const tracing = await openTracing(config)
    standing.push(() => tracing.close())
    const metrics = createMetrics(name)
    const database = openDatabase({
      url,
      name: `kasi ${name}`,
      connections: config.database.pool,
      // A pool ends without waiting for its last words, so a database that stops with us still says goodbye.
      onLost: (err) => isClosing || log.warn({ err }, 'A database connection broke'),
    })
    standing.push(() => database.close())
    metrics.watchPool('main', database.pool)
    const vault = await openVault(database.sql, {
      config,
      clock,
      follow: true,
      onTrouble: (err) => log.warn({ err }, 'The data keys could not be read again'),
    })
    standing.push(() => vault.close())
    const audit = createAuditTrail({ sql: database.sql, vault, clock })
    const live = openLive({ url, log })
    standing.push(() => live.close())

    let address = new URL(`http://${config.http.host}:${config.http.port}`)
    const origin = () => config.http.publicUrl ?? address
    let radiusAt = { address: reachable(config.radius.host), port: config.radius.authPort }
    const post = openMail(plan)
    const manifests = openRooms({
      ...{ vault, clock, origin, home: config.home, radiusAt: () => radiusAt },
      ...post,
      distrust: () => recognition.distrust(),
      allowPrivate: config.webhooks.allowPrivate,
      hosts: config.webhooks.hosts,
    })
    const plain = createUnits({
      database,
      clock,
      vault,
      manifests,
      beforeCommit: [audit.beforeCommit],
      onAnnounced: (events) => events.forEach((event) => metrics.happened(event)),
      onRetry: (origin) => metrics.unitRetried(origin.name),
      onPutOff: (reaction, err) =>
        log.error({ err, reaction }, 'Left to the queue what should be at once'),
    })
    const units = tracedUnits(plain, tracing)
    const catalogue = () => catalogueOf(manifests)
    const recognition: Recognition = createRecognition({
      ...{ clock, live, origin, catalogue },
      look: (work) => units.read({ actor: system('recognition'), name: 'staff.recognize' }, work),
      write: (work) =>
        units.unit(
          { actor: system('recognition'), name: 'staff.note-seen', bookkeeping: true },
          work,
        ),
    })
    keepSettings({ units, vault, live, log })
    const opening = { actor: system('start'), name: 'staff.introduce-permissions' }
    await units.unit(opening, (tx) => introducePermissions(tx, catalogue()))
    return {
      ...{ config, clock, log, database, vault, audit, live, metrics, tracing },
      ...{ units, manifests, recognition, origin, close },
      ...(post.mailbox && { mailbox: post.mailbox }),
      listensAt: (found) => {
        address = found
      },
      answersRadiusAt: ({ address: host, port }) => {
        radiusAt = { address: reachable(host), port }
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Where somebody who listens everywhere is asked. */
export function reachable(host: string): string {
  if (host === '::') return '::1'
  return host === '0.0.0.0' ? '127.0.0.1' : host
}

/** Without an SMTP server e-mail goes into the simulated mailbox, which keeps it in KASI_HOME. */
function openMail({ config, log, mail }: GroundPlan): { mail: Mail; mailbox?: Mailbox } {
  const { url, from } = config.mail
  if (mail) return { mail }
  if (url)
    return { mail: smtpMail({ url: url.reveal(), from: from ?? 'Kasi <no-reply@localhost>' }) }
  const mailbox = openMailbox(join(config.home, 'mailbox'))
  if (config.env !== 'production') return { mail: mailbox, mailbox }
  log.warn({}, 'KASI_SMTP_URL is not set: e-mail is only written to the mailbox in KASI_HOME')
  return { mail: mailbox }
}

/** Settings are read from memory while changes are heard; after silence they are read again. */
function keepSettings({
  units,
  vault,
  live,
  log,
}: Pick<Ground, 'units' | 'vault' | 'live' | 'log'>) {
  const origin = { actor: system('settings'), name: 'organization.follow-settings' }
  const followed = followSettings({
    vault,
    read: (work) => units.read(origin, work),
    isTold: () => live.isConnected(),
  })
  const reload = () =>
    void followed
      .reload()
      .catch((err: unknown) => log.warn({ err }, 'The settings could not be read again'))
  live.listen({
    hear: (announcement) => announcement.name === settingChanged.name && reload(),
    missed: reload,
  })
  void live.connected.then(reload)
}
