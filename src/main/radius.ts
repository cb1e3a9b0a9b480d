import { readFileSync } from 'node:fs'
import { RadiusServer, type RadiusServerOptions } from '#modules/access/index.ts'
import { routerOsApi } from '#modules/network/index.ts'
import type { Config } from '#platform/config.ts'
import type { Metrics } from '#platform/metrics.ts'
import { Trouble } from '#platform/trouble.ts'
import { nameOfCode } from '#radius/codes.ts'
import { eapCertificate } from './eap-certificate.ts'
import type { Ground } from './ground.ts'
import { takeHome } from './home-lock.ts'
import { portsOf, whyNot } from './ports.ts'
import { spoolPlace } from './spool-place.ts'

/** Answers routers. Any number of processes may, on one machine on the same ports too: the kernel spreads the senders over them. */
export async function openRadius(ground: Ground): Promise<RadiusServer> {
  const { config, units, clock, live, vault, log, metrics } = ground
  const { radsec } = config.radius
  const eap = eapCertificate(config, { now: clock.now(), warn: (what) => log.warn(what) })
  const server = new RadiusServer({
    host: config.radius.host,
    authPort: config.radius.authPort,
    acctPort: config.radius.acctPort,
    ...(config.radius.changesPort !== undefined && { changesPort: config.radius.changesPort }),
    ...(config.radius.tcpPort !== undefined && { tcpPort: config.radius.tcpPort }),
    shared: true,
    ...(eap && { eap: { ...eap, newest: config.radius.eapTls } }),
    ...(radsec &&
      eap && {
        radsec: {
          ...{ port: radsec.port, certificate: eap },
          ...(radsec.caFile !== undefined && {
            clientAuthority: readFileSync(radsec.caFile, 'utf8'),
          }),
        },
      }),
    spool: {
      ...spoolPlace(config),
      claim: async (dir) => {
        const lock = await takeHome(dir, 'accounting')
        return 'heldBy' in lock ? undefined : lock
      },
    },
    ...{ units, clock, live, vault, routerApi: routerOsApi(), onReply: measured(metrics) },
    onTrouble: (what, err) => log.warn({ err, room: 'access' }, what),
  })
  try {
    await server.open()
  } catch (error) {
    throw (await portTrouble(config)) ?? error
  }
  ground.answersRadiusAt({ address: config.radius.host, port: server.authPort })
  metrics.gauge(
    'kasi_radius_accounting_waiting',
    'Accounting records that wait for their commit.',
    () => server.batches.waiting,
  )
  metrics.gauge(
    'kasi_radius_spool_bytes',
    'Accounting on disk that waits for the database.',
    () => server.spool?.size_bytes ?? 0,
  )
  metrics.gauge(
    'kasi_radius_picture_age_seconds',
    'For how long nothing has been heard of the database; known subscribers get on until the bound of the ISP.',
    () => server.silence_s.now,
  )
  metrics.counts(
    'kasi_radius_drops_total',
    'Packets without an answer, by why.',
    'reason',
    () => server.drops,
  )
  return server
}

/** What is in the way of listening, in words, where it is a port. */
async function portTrouble(config: Config): Promise<Trouble | undefined> {
  for (const port of portsOf(config, ['radius'])) {
    const why = port.port === 0 ? undefined : await whyNot(port)
    if (why !== undefined)
      return new Trouble(
        `Routers cannot be answered: port ${port.port} on ${port.host}, meant for ${port.what}, ${why}.`,
        `End that program (ss -lnp 'sport = :${port.port}'), or set ${port.setting}.`,
      )
  }
  return undefined
}

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1]

/** Counts replies by what they are, and how long they took. */
function measured(metrics: Metrics): NonNullable<RadiusServerOptions['onReply']> {
  const replies: Record<string, number> = {}
  metrics.counts(
    'kasi_radius_replies_total',
    'Answers to routers, by what they are.',
    'code',
    () => replies,
  )
  const took = metrics.durations(
    'kasi_radius_reply_seconds',
    'From the arrival of a request to its answer; accounting is answered after its commit.',
    SECONDS,
  )
  return ({ reply, took_ms }) => {
    const code = nameOfCode(reply[0] ?? 0)
    replies[code] = (replies[code] ?? 0) + 1
    took(took_ms / 1_000)
  }
}
