import { beyond, EVERYTHING, type Holdings } from './holdings.ts'

/**
 * Power over colleagues, and nothing else, makes rank. What people do at work does not: else no administrator could
 * lock out a cashier, who takes payments and they do not.
 */
const RANKING: ReadonlySet<string> = new Set([
  EVERYTHING,
  'staff.manage',
  'staff.assign-roles',
  'staff.invite',
  'staff.roles',
  'staff.sessions',
  'staff.all-api-keys',
])

/** The first permission by which one stands above the other: power over staff that the other lacks, or lacks somewhere. */
export function standsAboveBy(one: Holdings, other: Holdings): string | undefined {
  const permissions = new Set([...one.permissions].filter((permission) => RANKING.has(permission)))
  return beyond({ ...one, permissions }, other)
}
