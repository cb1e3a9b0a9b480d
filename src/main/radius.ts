import { RadiusServer } from '#modules/access/index.ts'
import type { Ground } from './ground.ts'

/** Answers routers. Any number of processes may, on one machine on the same ports too: the kernel spreads the senders over them. */
export async function openRadius({
  config,
  units,
  clock,
  live,
  vault,
  log,
}: Ground): Promise<RadiusServer> {
  const server = new RadiusServer({
    host: config.radius.host,
    authPort: config.radius.authPort,
    acctPort: config.radius.acctPort,
    shared: true,
    ...{ units, clock, live, vault },
    onTrouble: (what, err) => log.warn({ err, room: 'access' }, what),
  })
  await server.open()
  return server
}
