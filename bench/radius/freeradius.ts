import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { cpuOf } from './child.ts'
import type { Server } from './load.ts'

const ETC = '/etc/freeradius/3.0'
const SECRET = 'bench-secret-of-the-peer'
const AUTH_PORT = 21812
const ACCT_PORT = 21813
/** What answered most on two cores, of 4, 8, 16, 32 and 64: sixteen threads with a connection each. */
const THREADS = 16

/**
 * FreeRADIUS 3.2 of Debian (freeradius, freeradius-postgresql) with its own schema in a database beside ours, tuned as well
 * as we could. One check and three reply rows for each subscriber, by way of groups, as its documentation does it.
 */
export async function startFreeradius(given: {
  home: string
  postgres: string
  services: number
  password: string
  /** `off` writes no row for a login, which it can do without. */
  loginLog: 'on' | 'off'
}): Promise<Server & { stop: () => Promise<void> }> {
  const url = new URL(given.postgres)
  await fill(url, given)
  rmSync(given.home, { recursive: true, force: true })
  configure(given.home, url, given.loginLog)
  const child = spawn('freeradius', ['-f', '-d', given.home, '-l', 'stdout'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // It would outlive a bench that is broken off, and take a core for ever.
  process.once('exit', () => child.kill('SIGKILL'))
  await readiness(child)
  return {
    ...{ authPort: AUTH_PORT, acctPort: ACCT_PORT, secret: SECRET },
    cpu_s: () => Promise.resolve({ server: cpuOf(child.pid ?? 0) }),
    stop: async () => {
      child.kill()
      await new Promise((resolve) => child.once('close', resolve))
    },
  }
}

async function fill(url: URL, { services, password }: { services: number; password: string }) {
  const admin = new pg.Client({ connectionString: url.href })
  await admin.connect()
  await admin.query('drop database if exists freeradius')
  await admin.query('create database freeradius')
  await admin.end()
  const client = new pg.Client({ connectionString: new URL('/freeradius', url).href })
  await client.connect()
  await client.query(readFileSync(join(ETC, 'mods-config/sql/main/postgresql/schema.sql'), 'utf8'))
  await client.query(
    `insert into radcheck (username, attribute, op, value)
     select 'line-' || n, 'Cleartext-Password', ':=', $1 from generate_series(0, $2::int - 1) n`,
    [password, services],
  )
  await client.query(
    `insert into radusergroup (username, groupname, priority) select 'line-' || n, 'plan-' || n % 20, 1 from generate_series(0, $1::int - 1) n`,
    [services],
  )
  await client.query(
    `insert into radgroupreply (groupname, attribute, op, value)
     select 'plan-' || n, a, ':=', v from generate_series(0, 19) n,
       (values ('Mikrotik-Rate-Limit', '10M/20M'), ('Acct-Interim-Interval', '300'), ('Session-Timeout', '86400')) t(a, v)`,
  )
  await client.query('create index on radacct (username) where acctstoptime is null')
  await client.query('analyze')
  await client.end()
}

function configure(home: string, url: URL, loginLog: 'on' | 'off') {
  mkdirSync(home, { recursive: true })
  cpSync(ETC, home, { recursive: true, verbatimSymlinks: true })
  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(join(home, file), change(readFileSync(join(home, file), 'utf8')))
  for (const site of ['default', 'inner-tunnel'])
    rmSync(join(home, 'sites-enabled', site), { force: true })
  writeFileSync(join(home, 'sites-enabled/bench'), site(loginLog))
  writeFileSync(
    join(home, 'clients.conf'),
    `client bench { ipaddr = 127.0.0.1\n secret = ${SECRET}\n require_message_authenticator = no }\n`,
  )
  symlinkSync('../mods-available/sql', join(home, 'mods-enabled/sql'))
  for (const unused of ['eap', 'ntlm_auth', 'passwd', 'unix'])
    rmSync(join(home, 'mods-enabled', unused), { force: true })
  edit('mods-available/sql', (text) =>
    text
      .replace('dialect = "sqlite"', 'dialect = "postgresql"')
      .replace('driver = "rlm_sql_null"', 'driver = "rlm_sql_postgresql"')
      .replace('driver = "rlm_sql_${dialect}"', 'driver = "rlm_sql_postgresql"')
      .replace(
        /^\s*radius_db = "radius"$/m,
        `radius_db = "host=${url.hostname} port=${url.port} dbname=freeradius user=${decodeURIComponent(url.username)} password=${decodeURIComponent(url.password)}"`,
      )
      .replace(/start = \$\{thread\[pool\]\.start_servers\}/, `start = ${THREADS}`)
      .replace(/max = \$\{thread\[pool\]\.max_servers\}/, `max = ${THREADS}`),
  )
  edit('radiusd.conf', (text) =>
    text
      .replace(/^confdir = .*$/m, `confdir = ${home}`)
      .replace(/^raddbdir = .*$/m, `raddbdir = ${home}`)
      .replace(/^(\s*)user = freerad$/m, '$1# user')
      .replace(/^(\s*)group = freerad$/m, '$1# group')
      .replace(/^run_dir = .*$/m, `run_dir = ${home}`)
      .replace(/^pidfile = .*$/m, `pidfile = ${home}/pid`)
      .replace(/start_servers = \d+/, `start_servers = ${THREADS}`)
      .replace(/max_servers = \d+/, `max_servers = ${THREADS}`)
      .replace(/max_spare_servers = \d+/, `max_spare_servers = ${THREADS}`)
      .replace(/^max_requests = \d+/m, 'max_requests = 262144'),
  )
}

const site = (loginLog: 'on' | 'off') => `
server bench {
  listen {
    type = auth
    ipaddr = 127.0.0.1
    port = ${AUTH_PORT}
  }
  listen {
    type = acct
    ipaddr = 127.0.0.1
    port = ${ACCT_PORT}
  }
  authorize {
    chap
    mschap
    sql
    pap
  }
  authenticate {
    Auth-Type PAP {
      pap
    }
    Auth-Type CHAP {
      chap
    }
    Auth-Type MS-CHAP {
      mschap
    }
  }
  preacct {
    acct_unique
  }
  accounting {
    sql
  }
  ${loginLog === 'on' ? 'post-auth {\n    sql\n  }' : ''}
}
`

async function readiness(child: ChildProcess) {
  let said = ''
  const ready = new Promise<void>((resolve, reject) => {
    const look = (text: unknown) => {
      said += String(text)
      if (said.includes('Ready to process requests')) resolve()
    }
    child.stdout?.on('data', look)
    child.stderr?.on('data', look)
    child.once('exit', () => reject(new Error(`freeradius ended:\n${said}`)))
  })
  await Promise.race([
    ready,
    sleep(30_000).then(() => Promise.reject(new Error(`freeradius is not ready:\n${said}`))),
  ])
}
