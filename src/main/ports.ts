import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import type { Config } from '#platform/config.ts'
import { ROLES, type Role } from './roles.ts'

export type Port = {
  what: string
  protocol: 'tcp' | 'udp'
  host: string
  port: number
  setting: string
}

/** The ports that these roles listen on. */
export function portsOf({ http, radius, health }: Config, roles: readonly Role[]): Port[] {
  const ports: Port[] = []
  if (roles.includes('api')) {
    ports.push({
      what: 'HTTP',
      protocol: 'tcp',
      host: http.host,
      port: http.port,
      setting: 'KASI_HTTP_PORT',
    })
  }
  if (health.port !== undefined && (!roles.includes('api') || roles.length === ROLES.length))
    ports.push({
      ...{ what: 'health', protocol: 'tcp', host: http.host, port: health.port },
      setting: 'KASI_HEALTH_PORT',
    })
  if (roles.includes('radius')) {
    const udp = { protocol: 'udp' as const, host: radius.host }
    ports.push(
      { ...udp, what: 'RADIUS', port: radius.authPort, setting: 'KASI_RADIUS_AUTH_PORT' },
      { ...udp, what: 'accounting', port: radius.acctPort, setting: 'KASI_RADIUS_ACCT_PORT' },
    )
    const { radsec, tcpPort, changesPort, host } = radius
    if (changesPort !== undefined)
      ports.push({
        ...{ ...udp, what: 'changes by home servers', port: changesPort },
        setting: 'KASI_RADIUS_CHANGES_PORT',
      })
    if (tcpPort !== undefined)
      ports.push({
        ...{ what: 'RADIUS over TCP', protocol: 'tcp', host, port: tcpPort },
        setting: 'KASI_RADIUS_TCP_PORT',
      })
    if (radsec)
      ports.push({
        ...{ what: 'RadSec', protocol: 'tcp', host, port: radsec.port },
        setting: 'KASI_RADSEC_PORT',
      })
  }
  return ports
}

/** Tries to listen for a moment: why not, or undefined when the port is free. */
export function whyNot({
  protocol,
  host,
  port,
}: Pick<Port, 'protocol' | 'host' | 'port'>): Promise<string | undefined> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(inWords(error))
    if (protocol === 'udp') {
      const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4' })
      socket.once('error', failed)
      socket.bind({ address: host, port, exclusive: true }, () =>
        socket.close(() => resolve(undefined)),
      )
      return
    }
    const server = createServer()
    server.once('error', failed)
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}

function inWords({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'is in use by another program'
  if (code === 'EACCES') return 'needs root or the capability CAP_NET_BIND_SERVICE'
  if (code === 'EADDRNOTAVAIL') return 'is on an address that this machine does not have'
  return `cannot be used (${message})`
}
