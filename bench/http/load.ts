import autocannon from 'autocannon'
import { z } from 'zod'

/** The load, in a process of its own so that it does not share a thread with what it measures. */
const plan = z.object({
  url: z.string(),
  cookie: z.string(),
  paths: z.array(z.string()),
  connections: z.number(),
  duration_s: z.number(),
})

process.once('message', (message) => {
  const { url, cookie, paths, connections, duration_s } = plan.parse(message)
  let next = 0
  const run = autocannon(
    {
      url,
      connections,
      duration: duration_s,
      // Each connection starts somewhere else, so that they do not ask for the same page at once.
      setupClient: (client) => {
        const from = (next += 7)
        const own = [...paths.slice(from % paths.length), ...paths.slice(0, from % paths.length)]
        client.setRequests(own.map((path) => ({ method: 'GET', path, headers: { cookie } })))
      },
    },
    (error: unknown, result) => {
      if (error) throw new Error('The load could not be made', { cause: error })
      const { requests, latency, throughput, non2xx, errors } = result
      process.send?.({
        perSecond: requests.average,
        p50_ms: latency.p50,
        p99_ms: latency.p99,
        bytesPerSecond: throughput.average,
        failed: non2xx + errors,
      })
    },
  )
  run.on('error', (error) => {
    throw error
  })
})
