import type { Actor } from '#kernel/actor.ts'

/**
 * What a live screen hears of an event: only in which room it happened, since it reads the rest under its own
 * permissions. Whoever holds no permission of that room hears nothing.
 */
export function newsFor(actor: Actor, event: string): { room: string } | undefined {
  const [room = ''] = event.split('.')
  if (actor.kind !== 'staff') return undefined
  for (const permission of actor.permissions) if (permission.startsWith(`${room}.`)) return { room }
  return undefined
}
