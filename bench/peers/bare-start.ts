import { fastify } from 'fastify'
import { startPostgres } from '#main/embedded-postgres.ts'

/** The least that could be called a web application on PostgreSQL: what of our start is ours, and what is theirs. */
const [home = '', port = '0'] = process.argv.slice(2)
const postgres = await startPostgres({ home })
const app = fastify()
app.get('/readyz', () => ({ status: 'ready' }))
await app.listen({ port: Number(port), host: '127.0.0.1' })
process.on(
  'SIGINT',
  () =>
    void app
      .close()
      .then(postgres.stop)
      .then(() => process.exit(0)),
)
