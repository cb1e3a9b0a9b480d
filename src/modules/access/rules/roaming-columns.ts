import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { addHomeServer, addRealm } from '../contract/roaming.ts'

type ServerInput = Omit<ParsedInputOf<typeof addHomeServer>, 'secret'>

export function homeServerColumns(input: ServerInput) {
  return {
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
