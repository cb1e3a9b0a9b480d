import pg from 'pg'
import { wallClock } from '#platform/clock.ts'
import { parseConfig } from '#platform/config.ts'
import { totpCode } from '#platform/totp.ts'
import { Trouble } from '#platform/trouble.ts'
import type { Command } from '../command.ts'
import { forgetDemo, readDemo } from '../demo/record.ts'
import { startPostgres } from '../embedded-postgres.ts'
import { prepareHome } from '../home.ts'
import { takeHome } from '../home-lock.ts'

export const command: Command = {
  usage: 'code | reset',
  about: `For the demo ISP that \`npm start\` makes in development.

  code    shows the code that the owner's authenticator app would show now
  reset   empties the database of the demo, so that the next \`npm start\` makes a new one`,
  words: { least: 1, most: 1 },
  run: async ({ words: [what] }) => {
    if (what === 'code') return showCode()
    if (what === 'reset') return reset()
    throw new Trouble(`There is no "kasi demo ${what}".`, 'There are: code, reset.')
  },
}

async function showCode(): Promise<number> {
  const { home } = parseConfig(process.env)
  const owner = demoIn(home).staff.find(({ totpSecret }) => totpSecret !== undefined)
  if (!owner?.totpSecret) {
    throw new Trouble('The demo is not made yet.', 'Let `npm start` finish it.')
  }
  console.log(`${await totpCode(owner.totpSecret, wallClock.now())}  ${owner.email}`)
  return 0
}

/** Only what a demo made is ever emptied, and only while nothing runs on it. */
async function reset(): Promise<number> {
  const config = parseConfig(process.env)
  demoIn(config.home)
  if (config.env !== 'development') {
    throw new Trouble(`This is ${config.env}, not development.`, 'A demo is reset in development.')
  }
  const lock = await takeHome(prepareHome(config.home), 'kasi demo reset')
  if ('heldBy' in lock) {
    const { pid, doing } = lock.heldBy
    throw new Trouble(`Kasi runs on this demo: process ${pid} (${doing}).`, 'Stop it first.')
  }
  try {
    const given = config.database.url?.reveal()
    const own = given === undefined ? await startPostgres({ home: config.home, lock }) : undefined
    try {
      await empty(given ?? own?.url ?? '')
    } finally {
      await own?.stop()
    }
    forgetDemo(config.home)
  } finally {
    await lock.release()
  }
  console.log('The demo is gone. The next `npm start` makes a new one.')
  return 0
}

function demoIn(home: string) {
  const demo = readDemo(home)
  if (demo) return demo
  throw new Trouble(`There is no demo in ${home}.`, '`npm start` makes one in an empty database.')
}

/** Drops every schema of ours; the next start migrates from nothing. */
async function empty(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'kasi demo reset' })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select application_name as name from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and application_name like 'kasi %'`,
    )
    if (rows[0]) {
      throw new Trouble(`"${rows[0].name}" is connected to this database.`, 'Stop it first.')
    }
    const { rows: schemas } = await client.query<{ name: string }>(
      `select quote_ident(nspname) as name from pg_namespace
        where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')`,
    )
    await client.query('begin')
    for (const { name } of schemas) await client.query(`drop schema ${name} cascade`)
    await client.query('commit')
  } finally {
    await client.end()
  }
}
