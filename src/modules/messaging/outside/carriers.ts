import { whyUnlisted } from '#platform/outbound.ts'
import { africasTalking } from './africastalking.ts'
import { bulkPlatform } from './bulk.ts'
import type { Carrier, Carriers } from './port.ts'
import { whatsApp } from './whatsapp.ts'

/** Those who carry texts; where the operator listed whom Kasi may call, only gateways among those are asked. */
export function carriers(hosts?: readonly string[]): Carriers {
  return {
    africastalking: among(hosts, africasTalking),
    bulk: among(hosts, bulkPlatform),
    whatsapp: among(hosts, whatsApp),
  }
}

function among(hosts: readonly string[] | undefined, carrier: Carrier): Carrier {
  const { send, askReport } = carrier
  return {
    ...carrier,
    async send(door, text, signal) {
      const said = whyUnlisted(door.api, hosts)
      return said === undefined ? send(door, text, signal) : { kind: 'trouble', said }
    },
    ...(askReport && {
      async askReport(door, providerId, signal) {
        return whyUnlisted(door.api, hosts) === undefined
          ? askReport(door, providerId, signal)
          : undefined
      },
    }),
  }
}
