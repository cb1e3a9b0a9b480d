import pg from 'pg'
import { startPostgres } from '#main/embedded-postgres.ts'
import { Trouble } from '#platform/trouble.ts'

/**
 * A process that tests start and hurt: `keep-postgres.ts HOME [write]` runs the PostgreSQL of a home and says
 * `ready {…}`; with `write` it then says `wrote N` after each commit. A trouble is said as `trouble {…}`.
 */
const [home = '', write] = process.argv.slice(2)
try {
  const { url, port, borrowedFrom, stop } = await startPostgres({ home })
  process.on('SIGTERM', () => void stop().then(() => process.exit(0)))
  console.log(`ready ${JSON.stringify({ url, port, borrowed: borrowedFrom !== undefined })}`)
  if (write === 'write') await keepWriting(url)
  setInterval(() => undefined, 60_000)
} catch (error) {
  if (!(error instanceof Trouble)) throw error
  console.log(`trouble ${JSON.stringify({ wrong: error.message, todo: error.todo })}`)
}

async function keepWriting(url: string) {
  const client = new pg.Client(url)
  client.on('error', () => undefined)
  await client.connect()
  await client.query('create table if not exists confirmed (n integer primary key)')
  for (let n = 1; ; n++) {
    await client.query('insert into confirmed values ($1)', [n])
    console.log(`wrote ${n}`)
  }
}
