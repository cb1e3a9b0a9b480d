import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { addHomeServer, addRealm } from '../contract/roaming.ts'

type ServerInput = Omit<ParsedInputOf<typeof addHomeServer>, 'secret'>

export function homeServerColumns(input: ServerInput) {
  const { transport } = input
  const isTls = transport === 'radsec'
  return {
    ...{ transport, sends_changes: input.sendsChanges },
    tls_name: isTls ? input.tlsName : null,
    tls_authority: isTls ? input.tlsAuthority : null,
    tls_identity: isTls ? input.tlsIdentity : null,
    ...{ name: input.name, address: input.address, signed_only: input.signedOnly },
    ...{ auth_port: input.authPort, acct_port: input.acctPort, checked_by: input.checkedBy },
  }
}

export function realmColumns(input: ParsedInputOf<typeof addRealm>) {
  const { realm, accounting, passes, guestRate } = input
  return {
    ...{ realm, accounting, passes },
    guest_down_bps: guestRate && BigInt(guestRate.down_bps),
    guest_up_bps: guestRate && BigInt(guestRate.up_bps),
  }
}

/** The column, as the union that it is. */
export function transportOf(row: { transport: string }): ServerInput['transport'] {
  return row.transport === 'radsec' ? 'radsec' : 'udp'
}
