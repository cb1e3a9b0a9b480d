/**
 * Which permissions the roles that Kasi brings start with. A pattern is a permission, `room.*`, or
 * `*.read` (also `read-…`). It is applied once to each permission, when the room that declares it first appears:
 * what the ISP then gives or takes away stays so.
 */
const FIRST_ROLES: Readonly<Record<string, readonly string[]>> = {
  administrator: [
    'organization.*',
    'staff.*',
    'platform.*',
    'audit.*',
    'messaging.*',
    'catalog.*',
    'documents.*',
    'desk.*',
    'network.*',
    'subscribers.*',
    'services.*',
    'vouchers.*',
    'agents.*',
    'hotspot.*',
    'monitoring.*',
    'helpdesk.*',
    'safeguards.*',
    'privacy.*',
    'notices.*',
    '*.read',
  ],
  finance: [
    'ledger.*',
    'payments.*',
    'tills.*',
    'banking.*',
    'billing.*',
    'documents.*',
    'desk.*',
    'fiscal.*',
    'agents.*',
    '*.read',
  ],
  cashier: [
    'organization.read',
    'organization.read-sites',
    'subscribers.read',
    'services.read',
    'payments.read',
    'payments.record',
    'tills.read',
    'tills.use',
    'billing.read',
    'vouchers.read',
    'vouchers.sell',
  ],
  support: [
    'organization.read',
    'organization.read-sites',
    'catalog.read',
    'subscribers.*',
    'services.*',
    'usage.read',
    'access.read',
    'payments.read',
    'billing.read',
    'helpdesk.*',
    'messaging.read',
    'monitoring.read',
    'notices.read',
  ],
  network: [
    'organization.read',
    'organization.read-sites',
    'network.*',
    'shaping.*',
    'access.*',
    'usage.read',
    'services.read',
    'monitoring.*',
    'hotspot.*',
  ],
  technician: [
    'organization.read',
    'organization.read-sites',
    'network.read',
    'services.read',
    'subscribers.read',
    'access.read',
    'monitoring.read',
    'helpdesk.read',
    'helpdesk.visit',
  ],
  reseller: ['organization.read', 'vouchers.read', 'vouchers.sell', 'agents.read'],
  auditor: ['*.read', 'staff.attempts'],
}

/** The roles, by seed, that a permission goes to when it first appears. The owner holds everything anyway. */
export function rolesFor(permission: string): string[] {
  return Object.entries(FIRST_ROLES).flatMap(([seed, patterns]) =>
    patterns.some((pattern) => matches(pattern, permission)) ? [seed] : [],
  )
}

function matches(pattern: string, permission: string): boolean {
  if (pattern.endsWith('.*')) return permission.startsWith(pattern.slice(0, -1))
  if (pattern === '*.read') return /\.read(-|$)/.test(permission)
  return pattern === permission
}
