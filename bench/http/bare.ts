import { fastify } from 'fastify'
import { z } from 'zod'

/** The peer: a bare Fastify that answers every address with bytes that it got from Kasi. No database, no session, no log. */
const given = z.object({ pages: z.record(z.string(), z.string()) })

process.once('message', (message) => {
  const { pages } = given.parse(message)
  process.on('message', () => process.send?.(process.cpuUsage()))
  const app = fastify()
  const bodies = new Map(Object.entries(pages))
  app.get('/api/sites', (request, reply) =>
    reply
      .header('content-type', 'application/json; charset=utf-8')
      .send(bodies.get(request.url) ?? '{}'),
  )
  void app.listen({ host: '127.0.0.1', port: 0 }).then((address) => process.send?.({ address }))
})
