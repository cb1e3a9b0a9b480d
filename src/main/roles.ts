import { Trouble } from '#platform/trouble.ts'

/** What a process of Kasi may be: any of these, each on as many machines as wanted. */
export const ROLES = ['api', 'worker', 'radius'] as const
export type Role = (typeof ROLES)[number]

/** `api,worker` → roles; all of them when nothing is said. */
export function parseRoles(text: string | undefined): Role[] {
  if (text === undefined) return [...ROLES]
  const names = text.split(',').map((name) => name.trim())
  const strange = names.filter((name) => !ROLES.some((role) => role === name))
  if (strange.length > 0) {
    throw new Trouble(
      `There is no role ${strange.map((name) => `"${name}"`).join(', ')}.`,
      `Roles are ${ROLES.join(', ')}; write some of them with commas between.`,
    )
  }
  return ROLES.filter((role) => names.includes(role))
}
