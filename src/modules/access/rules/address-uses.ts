import type { AddressUse } from '#modules/network/index.ts'
import type { MovedSession } from '../store/accounted.ts'
import type { Gone } from '../store/gone.ts'

/** Which addresses a session had that leaves for the past, for those who may ask later. */
export function usesOf({ ipv4, ipv6Prefix, delegatedPrefix, ...session }: Gone): AddressUse[] {
  return [...new Set([ipv4, ipv6Prefix, delegatedPrefix])].flatMap((address) =>
    address === null ? [] : [{ address, ...session }],
  )
}

/** Which a session has left by now that has others: its row knows only what it has. */
export function usesLeft({ before, session, heard }: MovedSession): AddressUse[] {
  const has = new Set([session.ipv4, session.ipv6Prefix, session.delegatedPrefix])
  return usesOf({
    ...{
      ipv4: before.ipv4,
      ipv6Prefix: before.ipv6Prefix,
      delegatedPrefix: before.delegatedPrefix,
    },
    ...{
      sessionId: session.id,
      serviceId: session.serviceId,
      nasId: heard.nasId,
      mac: heard.station,
    },
    startedAt_ms: Math.round(session.stay.startedAt_ms),
    endedAt_ms: Math.round(heard.at_ms),
  }).filter(({ address }) => !has.has(address))
}
