import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres } from './embedded-postgres.ts'
import { findBinaries } from './postgres/binaries.ts'
import { abandonedClusters, SYSTEM_DIR } from './postgres/cluster.ts'
import { chooseOsUser } from './postgres/os-user.ts'
import { processesIn } from './postgres/processes.ts'
import { startKeeper, unprivileged } from './testing/keeper.ts'

const base = realpathSync(mkdtempSync(join(tmpdir(), 'kasi-postgres-')))
chmodSync(base, 0o755)
const isRoot = process.getuid?.() === 0
/** What happens to root cannot happen to an ordinary user, who then has nothing to test here. */
const testAsRoot = isRoot ? test : () => undefined
afterAll(() => rmSync(base, { recursive: true, force: true }))

function newHome(name: string): string {
  const home = join(base, name)
  mkdirSync(home, { mode: 0o711 })
  return home
}

/** Has run before. Copies of it are for where the first start is not what is looked at, which takes longer than all the rest. */
const SEED = join(base, 'seed')
beforeAll(async () => {
  const running = await startPostgres({ home: newHome('seed'), scratch: true })
  await running.stop()
})

function usedHome(name: string): string {
  const home = newHome(name)
  const copied = spawnSync('cp', ['-a', '--reflink=auto', join(SEED, 'postgres'), home])
  expect(copied.status).toBe(0)
  // Two copies that start at once would fight for the port of the seed.
  const file = join(home, 'postgres/connection.json')
  const connection = JSON.parse(readFileSync(file, 'utf8')) as object
  writeFileSync(file, JSON.stringify({ ...connection, port: 0 }))
  return home
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql)
    return Object.values(rows[0] ?? {})[0]
  } finally {
    await client.end()
  }
}

test('it comes up with a role and a database of its own, durable, in UTF-8 and UTC, closed to others', async () => {
  const running = await startPostgres({ home: SEED })
  try {
    expect(await ask(running.url, `select current_user || ' ' || current_database()`)).toBe(
      'kasi kasi',
    )
    expect(
      await ask(running.url, 'select rolsuper from pg_roles where rolname = current_user'),
    ).toBe(false)
    expect(await ask(running.url, 'show fsync')).toBe('on')
    expect(await ask(running.url, 'show synchronous_commit')).toBe('on')
    expect(await ask(running.url, 'show server_encoding')).toBe('UTF8')
    expect(await ask(running.url, 'show timezone')).toBe('UTC')
    expect(await ask(running.url, 'show listen_addresses')).toBe('127.0.0.1')
    expect(await ask(running.url, 'select inet_client_addr()')).toBe(null)
    const [byTcp = ''] = running.url.split('?')
    expect(await ask(byTcp, 'select inet_client_addr()')).toBe('127.0.0.1')
    expect(await ask(running.url, `select lower('ŊGŨGĨ') || upper('é')`)).toBe('ŋgũgĩÉ')
    await expect(ask(running.url.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toThrow(
      /password/,
    )
    expect(statSync(join(SEED, 'postgres/connection.json')).mode & 0o777).toBe(0o600)
    expect(statSync(join(SEED, 'postgres/data')).mode & 0o077).toBe(0)
  } finally {
    await running.stop()
  }
  expect(processesIn(join(SEED, 'postgres/data'))).toEqual([])
})

test('a second start finds the data and keeps the port', async () => {
  const home = usedHome('again')
  const first = await startPostgres({ home })
  await ask(first.url, 'create table kept as select 7 as n')
  await first.stop()
  const second = await startPostgres({ home })
  try {
    expect(second.port).toBe(first.port)
    expect(await ask(second.url, 'select n from kept')).toBe(7)
  } finally {
    await second.stop()
  }
})

test('an ordinary OS user starts it as well', async () => {
  const home = newHome('ordinary')
  if ('uid' in unprivileged.ids) chownSync(home, unprivileged.ids.uid, unprivileged.ids.gid)
  const keeper = startKeeper(home, { as: unprivileged })
  expect(await keeper.says('ready')).toContain('"borrowed":false')
  keeper.child.kill('SIGTERM')
  await keeper.gone
  expect(processesIn(join(home, 'postgres/data'))).toEqual([])
})

testAsRoot(
  'as root it runs as another OS user, also on a machine without one named postgres',
  async () => {
    const passwd = join(base, 'passwd')
    writeFileSync(
      passwd,
      'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/nonexistent:/bin/false\n',
    )
    expect(chooseOsUser('/nowhere', undefined, passwd).name).toBe('nobody')
    expect(() => chooseOsUser('/nowhere', 'mercy', passwd)).toThrow('the OS user "mercy"')
    writeFileSync(passwd, 'root:x:0:0::/root:/bin/sh\n')
    expect(() => chooseOsUser('/nowhere', undefined, passwd)).toThrow('refuses to run as root')

    const home = newHome('nobody')
    const asNobody = { home, scratch: true, env: { KASI_PG_OS_USER: 'nobody' } }
    const running = await startPostgres(asNobody)
    expect(statSync(join(home, 'postgres/data')).uid).toBe(65_534)
    await running.stop()
    const again = await startPostgres({ home, scratch: true })
    expect(
      statSync(join(home, 'postgres/data')).uid,
      'the owner of the data stays who it was',
    ).toBe(65_534)
    await again.stop()
  },
)

testAsRoot(
  'a home where the OS user cannot go, such as /root, gets its data elsewhere',
  async () => {
    const closed = newHome('closed')
    chmodSync(closed, 0o700)
    const home = join(closed, 'kasi')
    const running = await startPostgres({ home, scratch: true })
    const dir = realpathSync(join(home, 'postgres'))
    try {
      expect(dir.startsWith(`${SYSTEM_DIR}/postgres-`)).toBe(true)
      expect(await ask(running.url, 'select 1')).toBe(1)
      expect(abandonedClusters()).not.toContain(dir)

      const copy = join(base, 'copied-home')
      spawnSync('cp', ['-a', home, copy])
      await expect(startPostgres({ home: copy })).rejects.toThrow(
        'this one seems to be a copy of it',
      )
      expect(await ask(running.url, 'select 1')).toBe(1)

      rmSync(home, { recursive: true })
      expect(abandonedClusters()).toContain(dir)
    } finally {
      await running.stop()
      rmSync(dir, { recursive: true })
    }
  },
)

testAsRoot('programs where the OS user cannot go are copied once', () => {
  const closed = newHome('closed-programs')
  const user = chooseOsUser('/nowhere', undefined)
  const packaged = findBinaries(user, SYSTEM_DIR)
  const hidden = join(closed, 'native')
  // Linked where that goes: they are only read.
  const isLinked = spawnSync('cp', ['-alT', packaged.dir, hidden]).status === 0
  if (!isLinked) expect(spawnSync('cp', ['-aT', packaged.dir, hidden]).status).toBe(0)
  chmodSync(closed, 0o700)
  const copied = findBinaries(user, join(base, 'programs'), {
    dir: hidden,
    version: packaged.version,
  })
  expect(copied.dir).toBe(join(base, 'programs', `postgresql-${packaged.version}`))
  expect(
    findBinaries(user, join(base, 'programs'), { dir: hidden, version: packaged.version }).dir,
  ).toBe(copied.dir)
})

test('after a kill -9 of everything, all that was confirmed is there', async () => {
  const home = usedHome('killed')
  const keeper = startKeeper(home, { write: true })
  await keeper.says('wrote 200')
  const postmaster = Number(
    readFileSync(join(home, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0],
  )
  process.kill(postmaster, 'SIGKILL')
  keeper.child.kill('SIGKILL')
  await keeper.gone
  const confirmed = Number(keeper.lines.findLast((line) => line.startsWith('wrote'))?.split(' ')[1])

  const running = await startPostgres({ home })
  try {
    const count = Number(
      await ask(
        running.url,
        `select count(*) from generate_series(1, ${confirmed}) n join confirmed using (n)`,
      ),
    )
    expect(count).toBe(confirmed)
  } finally {
    await running.stop()
  }
})

test('after a kill -9 of Kasi alone, PostgreSQL shuts down by itself and the next start takes over', async () => {
  const home = usedHome('orphaned')
  const keeper = startKeeper(home)
  await keeper.says('ready')
  keeper.child.kill('SIGKILL')
  await keeper.gone
  const running = await startPostgres({ home })
  expect(running.borrowedFrom).toBeUndefined()
  expect(await ask(running.url, 'select 1')).toBe(1)
  await running.stop()
})

test('a PostgreSQL that nobody looks after any more is stopped before another one starts', async () => {
  const home = usedHome('stray')
  const data = join(home, 'postgres/data')
  const user = chooseOsUser(data, undefined)
  const program = join(findBinaries(user, SYSTEM_DIR).dir, 'bin/postgres')
  const stray = spawn(
    program,
    [
      '-D',
      data,
      '-c',
      'listen_addresses=',
      '-c',
      `unix_socket_directories=${join(home, 'postgres/run')}`,
      '-c',
      'port=5999',
    ],
    {
      ...user.ids,
      cwd: '/',
      detached: true,
      stdio: 'ignore',
    },
  )
  while (processesIn(data).length < 4) await sleep(50)
  const running = await startPostgres({ home })
  expect(stray.exitCode).toBe(0)
  expect(processesIn(data)).not.toContain(stray.pid)
  await running.stop()
})

test('a pid file whose number belongs to some other living program is no obstacle', async () => {
  const home = usedHome('stale')
  const user = chooseOsUser(join(home, 'postgres/data'), undefined)
  const stranger = spawn('/bin/sleep', ['60'], { ...user.ids, cwd: '/' })
  writeFileSync(
    join(home, 'postgres/data/postmaster.pid'),
    `${stranger.pid ?? 0}\n${home}\n0\n5432\n\n\n\nready\n`,
  )
  const running = await startPostgres({ home })
  expect(await ask(running.url, 'select 1')).toBe(1)
  expect(stranger.exitCode).toBeNull()
  await running.stop()
  stranger.kill()
})

test('of two that start at once in one home, one runs PostgreSQL and the other borrows it', async () => {
  const home = newHome('two')
  const keepers = [startKeeper(home), startKeeper(home)]
  const said = await Promise.all(keepers.map((keeper) => keeper.says('ready')))
  expect(said.filter((line) => line.includes('"borrowed":true'))).toHaveLength(1)
  for (const keeper of keepers) keeper.child.kill('SIGTERM')
  await Promise.all(keepers.map((keeper) => keeper.gone))
  expect(processesIn(join(home, 'postgres/data'))).toEqual([])
})

test('two homes run side by side', async () => {
  const [one, other] = await Promise.all([
    startPostgres({ home: usedHome('side-1'), scratch: true }),
    startPostgres({ home: usedHome('side-2'), scratch: true }),
  ])
  expect(one.port).not.toBe(other.port)
  await Promise.all([one.stop(), other.stop()])
})

test('when its main process is killed under us, it comes back on the same port', async () => {
  const home = usedHome('comes-back')
  const said: string[] = []
  const running = await startPostgres({ home, scratch: true, log: (line) => said.push(line) })
  const data = join(home, 'postgres/data')
  process.kill(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
  await expect.poll(() => ask(running.url, 'select 1').catch(() => 0), { timeout: 15_000 }).toBe(1)
  expect(said.join()).toContain('starting it again')
  await running.stop()
  expect(processesIn(data)).toEqual([])
})

test('a port in use is named, with the way out', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  const { port } = server.address() as { port: number }
  const attempt = startPostgres({
    home: usedHome('busy-port'),
    env: { KASI_PG_PORT: String(port) },
  })
  await expect(attempt).rejects.toThrow(
    `Port ${port} on 127.0.0.1, meant for the embedded PostgreSQL, is in use`,
  )
  server.close()
})

test('a setting that PostgreSQL does not accept is named', async () => {
  const attempt = startPostgres({ home: usedHome('setting'), env: { KASI_PG_WORK_MEM: '3kB' } })
  await expect(attempt).rejects.toThrow(/does not accept a setting: .*3 kB.*"work_mem"/)
})

test('data of another PostgreSQL version are left alone', async () => {
  const home = usedHome('version')
  writeFileSync(join(home, 'postgres/data/PG_VERSION'), '17\n')
  await expect(startPostgres({ home })).rejects.toThrow(
    'made by PostgreSQL 17; this Kasi brings PostgreSQL 18',
  )
})

test('a home that may not be written to is named, with the way out', async () => {
  const home = newHome('read-only')
  if (!isRoot) chmodSync(home, 0o555)
  const keeper = startKeeper(join(home, 'kasi'), { as: unprivileged })
  expect(await keeper.says('ready', 'trouble')).toContain(
    `Kasi may not write to its home ${home}/kasi`,
  )
})

test('a full disk is named, with the way out', async () => {
  const home = newHome('full')
  // Root can have a small disk of its own; for others a device that is always full stands in its place.
  if (isRoot) {
    const mount = [
      'unshare',
      '--mount',
      'sh',
      '-c',
      `mount -t tmpfs -o size=20m tmpfs ${home} && exec "$0" "$@"`,
    ]
    expect(await startKeeper(home, { through: mount }).says('ready', 'trouble')).toMatch(
      /Only \d+ MB are free on the disk/,
    )
  }
  mkdirSync(join(home, 'log'))
  const log = [
    'sh',
    '-c',
    `mkdir -p ${home}/postgres && ln -s /dev/full ${home}/postgres/connection.json.new && exec "$0" "$@"`,
  ]
  expect(await startKeeper(home, { through: log }).says('ready', 'trouble')).toContain(
    'No space is left on the disk',
  )
})
