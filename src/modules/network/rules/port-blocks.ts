import { formatIp, parseIp, type Ip } from '#kernel/ip.ts'

/**
 * Carrier-grade NAT by rule: the public address and the block of ports of an inside address follow from its place in
 * the range, so who had which port is worked out, not logged (RFC 7422 §2). Blocks are handed out address by address.
 */
export type PortPlanFacts = {
  readonly insideFirst: string
  readonly insideLast: string
  readonly outsideFirst: string
  readonly outsideLast: string
  readonly firstPort: number
  readonly ports: number
}

export type PortBlock = {
  readonly outside: string
  readonly firstPort: number
  readonly lastPort: number
}

const PORTS_END = 65_536

/** How many inside addresses share one public one. */
export function sharingOf({
  firstPort,
  ports,
}: Pick<PortPlanFacts, 'firstPort' | 'ports'>): number {
  return Math.floor((PORTS_END - firstPort) / ports)
}

/** Inside addresses that would be left without a block. */
export function leftWithoutPorts(plan: PortPlanFacts): bigint {
  const room = (last(plan.outsideLast) - last(plan.outsideFirst) + 1n) * BigInt(sharingOf(plan))
  const wanted = last(plan.insideLast) - last(plan.insideFirst) + 1n
  return wanted > room ? wanted - room : 0n
}

/** The block of an inside address; nothing when it is not in the plan. */
export function blockOf(plan: PortPlanFacts, inside: string): PortBlock | undefined {
  const place = placeIn(plan.insideFirst, plan.insideLast, inside)
  if (place === undefined) return undefined
  const sharing = BigInt(sharingOf(plan))
  const outside = last(plan.outsideFirst) + place / sharing
  if (outside > last(plan.outsideLast)) return undefined
  const firstPort = plan.firstPort + Number(place % sharing) * plan.ports
  return {
    outside: formatIp({ family: 4, value: outside }),
    firstPort,
    lastPort: firstPort + plan.ports - 1,
  }
}

/** Whose a port of a public address is; nothing for ports that belong to nobody. */
export function insideOf(
  plan: PortPlanFacts,
  outside: string,
  port: number,
): (PortBlock & { inside: string }) | undefined {
  const place = placeIn(plan.outsideFirst, plan.outsideLast, outside)
  if (place === undefined || port < plan.firstPort) return undefined
  const number = Math.floor((port - plan.firstPort) / plan.ports)
  const sharing = sharingOf(plan)
  if (number >= sharing) return undefined
  const value = last(plan.insideFirst) + place * BigInt(sharing) + BigInt(number)
  if (value > last(plan.insideLast)) return undefined
  const inside = formatIp({ family: 4, value })
  const block = blockOf(plan, inside)
  return block && { ...block, inside }
}

function placeIn(first: string, end: string, given: string): bigint | undefined {
  const ip: Ip | undefined = parseIp(given)
  if (!ip || ip.family !== 4) return undefined
  return ip.value >= last(first) && ip.value <= last(end) ? ip.value - last(first) : undefined
}

/** The table holds addresses only, so anything else in a plan is a fault. */
function last(text: string): bigint {
  const ip = parseIp(text)
  if (!ip) throw new Error(`${text} is no address`)
  return ip.value
}

/**
 * The rules of a plan for RouterOS: one jump for each public address, so that a packet walks through as few rules as
 * share it, and two rules for each inside address. MikroTik's manual has the same function.
 */
export function portPlanScript(plan: PortPlanFacts & { name: string }): string {
  const sharing = sharingOf(plan)
  const count = Number(last(plan.insideLast) - last(plan.insideFirst) + 1n)
  const calls = []
  for (let done = 0; done < count; done += sharing) {
    const place = BigInt(Math.floor(done / sharing))
    const inside = formatIp({ family: 4, value: last(plan.insideFirst) + BigInt(done) })
    const outside = formatIp({ family: 4, value: last(plan.outsideFirst) + place })
    const here = Math.min(sharing, count - done)
    calls.push(
      `$kasiPorts count=${here} inside=${inside} outside=${outside} first=${plan.firstPort} ports=${plan.ports}`,
    )
  }
  return [
    `# Port blocks of the plan "${plan.name.replaceAll(/[^\w .-]/g, '')}". Paste it as it is; run it once.`,
    ':global kasiPorts do={',
    '  :local chain ("kasi-" . [:tostr $outside])',
    '  /ip firewall nat add chain=srcnat action=jump jump-target=$chain src-address=([:tostr $inside] . "-" . [:tostr ($inside + $count - 1)]) comment="kasi ports"',
    '  :for each from=0 to=($count - 1) do={',
    '    :local range ([:tostr ($first + ($each * $ports))] . "-" . [:tostr ($first + (($each + 1) * $ports) - 1)])',
    '    /ip firewall nat add chain=$chain action=src-nat protocol=tcp src-address=($inside + $each) to-addresses=$outside to-ports=$range comment="kasi ports"',
    '    /ip firewall nat add chain=$chain action=src-nat protocol=udp src-address=($inside + $each) to-addresses=$outside to-ports=$range comment="kasi ports"',
    '  }',
    '  /ip firewall nat add chain=$chain action=src-nat to-addresses=$outside comment="kasi ports"',
    '}',
    ...calls,
    '',
  ].join('\n')
}
