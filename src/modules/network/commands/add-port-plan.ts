import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { formatIp, parseRange, type IpRange } from '#kernel/ip.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { addPortPlan as endpoint } from '../contract.ts'
import { overlappingPlan } from '../queries/port-plans.ts'
import { portPlanUnfit } from '../refusals.ts'
import { leftWithoutPorts, sharingOf } from '../rules/port-blocks.ts'
import { insertPortPlan, lockPlans } from '../store/pools.ts'

/** Adds a plan of carrier-grade NAT. From now on it answers whose a port of these public addresses was. */
export async function addPortPlan(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<string> {
  const id = newId(tx.now)
  const inside = ends(input.inside, 'inside')
  const outside = ends(input.outside, 'outside')
  const facts = { insideFirst: inside.first, insideLast: inside.last, ...input }
  const plan = { ...facts, outsideFirst: outside.first, outsideLast: outside.last }
  if (sharingOf(input) < 1) throw unfit('ports', 'Not even one block of ports fits.')
  const left = leftWithoutPorts(plan)
  if (left > 0n)
    throw unfit(
      'outside',
      `${left} inside addresses would have no ports. Give more public addresses, or fewer ports to each.`,
    )
  await lockPlans(tx)
  const other = await overlappingPlan(tx, plan)
  if (other)
    throw unfit('outside', `The plan ${other} shares these public addresses. End it first.`)
  await insertPortPlan(tx, {
    id,
    name: input.name,
    nas_id: input.nasId,
    inside_first: plan.insideFirst,
    inside_last: plan.insideLast,
    outside_first: plan.outsideFirst,
    outside_last: plan.outsideLast,
    first_port: input.firstPort,
    ports: input.ports,
  })
  audit(tx, { objects: [{ table: 'network.port_plan', id }] })
  return id
}

function ends(text: string, field: 'inside' | 'outside'): { first: string; last: string } {
  const range: IpRange | undefined = parseRange(text)
  if (!range || range.family !== 4) throw unfit(field, 'IPv4 addresses: two ends or a prefix.')
  if (range.last - range.first >= ADDRESSES_MAX) throw unfit(field, 'At most a /16 in one plan.')
  return {
    first: formatIp({ family: 4, value: range.first }),
    last: formatIp({ family: 4, value: range.last }),
  }
}

const ADDRESSES_MAX = 65_536n

function unfit(path: string, why: string) {
  return portPlanUnfit({ why }, [{ path, message: why }])
}
