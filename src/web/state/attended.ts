import { now } from '#web/state/clock.ts'

/**
 * Whether somebody is at this screen. Reading counts as activity of the session, so a screen that keeps itself
 * fresh must stop once nobody is there, or an unattended one would never be signed out (ASVS 5.0 V7.3.1).
 */
const ATTENDED_MS = 10 * 60_000
let touched_ms = now().epochMilliseconds
const waiting = new Set<() => void>()

function touch(): void {
  touched_ms = now().epochMilliseconds
  const all = [...waiting]
  waiting.clear()
  for (const each of all) each()
}
for (const kind of ['pointerdown', 'pointermove', 'keydown', 'focus'])
  window.addEventListener(kind, touch, { passive: true, capture: true })

export function isAttended(): boolean {
  return now().epochMilliseconds - touched_ms < ATTENDED_MS
}

/** At once when somebody is here, else when somebody comes back. The same work waits once. */
export function onceAttended(work: () => void): void {
  if (isAttended()) work()
  else waiting.add(work)
}
