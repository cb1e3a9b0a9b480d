import pg from 'pg'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { makeSetUpCode } from '#modules/staff/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { Log } from '#platform/log.ts'
import { settleJobs } from '#platform/queue/settle.ts'
import { openMailbox } from '#sim/mailbox.ts'
import { openApi } from './api.ts'
import { captivePage } from './demo/hotspots.ts'
import { makeIsp } from './demo/make-isp.ts'
import { choosePorts, type DemoPorts } from './demo/ports.ts'
import { readDemo, writeDemo, type DemoRecord } from './demo/record.ts'
import { COLLEAGUES, IDENTITY, OWNER, PASSWORD } from './demo/savanna.ts'
import { bringOwnerIn } from './demo/staff.ts'
import { type Ground, openGround } from './ground.ts'
import { openVisitor } from './visitor.ts'

type DemoPlan = {
  readonly config: Config
  /** Of a migrated database. */
  readonly url: string
  readonly log: Log
  readonly say: (line: string) => void
  readonly clock?: Clock
}

const UNHURRIED = { burst: 1_000_000, perMinute: 1_000_000 }

/**
 * Makes the demo ISP in an empty database, through the API, as its people would. Does nothing when it is
 * there, or when somebody started an ISP of their own; goes on where a killed start left off.
 */
export async function makeDemo(plan: DemoPlan): Promise<void> {
  const { config, url, say } = plan
  const begun = await demoOf(config.home, url)
  if (begun?.complete) return
  const mailbox = openMailbox()
  const ground = await openGround({ ...plan, name: 'demo', mail: mailbox })
  try {
    if (!begun && (await isInUse(ground))) return
    say('Making the demo ISP, once …')
    const record = begun ?? newRecord(ground.origin(), await birthOf(url), await choosePorts())
    writeDemo(config.home, record)
    await furnish(ground, { mailbox, record })
  } finally {
    await ground.close()
  }
}

/** What the home tells of a demo in this very database, with the address at which it listens now. */
export async function tellDemo(
  home: string,
  at: { url: string; address: URL | undefined },
): Promise<DemoRecord | undefined> {
  const record = await demoOf(home, at.url)
  if (!record || !at.address) return record
  const http = at.address.href
  const current = { ...record, addresses: { http, captive: captivePage(http) } }
  writeDemo(home, current)
  return current
}

/** A home may outlive its database, or be used with another one: then its record is of no use here. */
async function demoOf(home: string, url: string): Promise<DemoRecord | undefined> {
  const record = readDemo(home)
  return record?.database === (await birthOf(url)) ? record : undefined
}

async function birthOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, application_name: 'kasi demo' })
  await client.connect()
  try {
    const { rows } = await client.query<{ at: string }>(
      'select min(applied_at)::text as at from platform.migration',
    )
    return rows[0]?.at ?? ''
  } finally {
    await client.end()
  }
}

async function furnish(
  ground: Ground,
  given: { mailbox: ReturnType<typeof openMailbox>; record: DemoRecord },
) {
  const { clock, units, database, manifests, config } = ground
  const { mailbox, record } = given
  const http = await openApi(ground, {
    paces: {
      stranger: UNHURRIED,
      actor: UNHURRIED,
      guessAddress: UNHURRIED,
      guessDevice: UNHURRIED,
    },
  })
  try {
    const visitor = () => openVisitor(http, ground.origin())
    const owner = visitor()
    const [first] = record.staff
    const settle = () => settleJobs({ manifests, units, database, clock }, { failures: 'expected' })
    await bringOwnerIn(owner, {
      clock,
      setUpCode: () => units.unit(CONSOLE, makeSetUpCode),
      totpSecret: first?.totpSecret,
      keepSecret: (secret) => {
        if (first) first.totpSecret = secret
        writeDemo(config.home, record)
      },
      mailedCode: async () => {
        await settle()
        const letter = mailbox.letters(OWNER.email).at(-1)
        return must(/\b\d{6,8}\b/.exec(letter?.text ?? '')?.[0], 'the code came')
      },
    })
    await makeIsp(owner, ground, {
      record,
      keep: () => writeDemo(config.home, record),
      house: { visitor, mailbox, settle },
    })
    writeDemo(config.home, { ...record, complete: true })
  } finally {
    await http.close()
  }
}

const CONSOLE = { actor: system('demo'), name: 'staff.make-set-up-code' }

/** A code can be had only where nobody works yet. The unused one ends by itself. */
async function isInUse({ units }: Ground): Promise<boolean> {
  return (await units.unit(CONSOLE, makeSetUpCode)) === undefined
}

function newRecord(origin: URL, database: string, ports: DemoPorts): DemoRecord {
  return {
    isp: IDENTITY.tradingName,
    database,
    complete: false,
    addresses: { http: origin.href },
    ports,
    away: [],
    routers: [],
    wanting: [],
    services: [],
    relaxed: [
      'Everybody but the owner signs in with the password alone (roles: second factor off; setting staff.email-codes: off).',
      'Sessions last four hours without activity (setting staff.session-idle).',
    ],
    staff: [
      { ...OWNER, role: 'Owner', password: PASSWORD },
      ...COLLEAGUES.map(({ role, name, email, sites }) => ({
        ...{ name, role, email, password: PASSWORD },
        ...(sites && { sites }),
      })),
    ],
  }
}
