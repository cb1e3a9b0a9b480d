import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { addDevice, addLink } from '../contract.ts'

/** What staff said of a link, as its row has it. */
export function linkColumns(input: ParsedInputOf<typeof addLink>) {
  return {
    name: input.name,
    site_id: input.siteId,
    towards_site_id: input.towardsSiteId,
    provider: input.provider,
    medium: input.medium,
    role: input.role,
    down_bps: BigInt(input.capacity.down_bps),
    up_bps: BigInt(input.capacity.up_bps),
    notes: input.notes,
  }
}

/** What staff said of a device, as its row has it. */
export function deviceColumns(input: ParsedInputOf<typeof addDevice>) {
  return {
    name: input.name,
    site_id: input.siteId,
    kind: input.kind,
    make: input.make,
    model: input.model,
    serial: input.serial,
    address: input.address,
    nas_id: input.nasId,
    link_id: input.linkId,
    capacity_bps: input.capacity_bps === null ? null : BigInt(input.capacity_bps),
  }
}
