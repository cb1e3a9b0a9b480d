import type { Client } from '#kernel/client.ts'
import { changeSetting, readSettings } from '#modules/organization/contract.ts'
import { GOOGLE_CLIENT, SimGoogle } from '#sim/google.ts'
import type { Ground } from '../ground.ts'
import type { DemoPorts } from './ports.ts'

/** The ISP as it is known at the simulated Google, so that subscribers may sign in by it. */
export async function signInByGoogle(
  owner: Client,
  { google }: Pick<DemoPorts, 'google'>,
): Promise<void> {
  const { settings } = await owner.call(readSettings, {})
  const chosen = {
    'subscribers.google-client-id': GOOGLE_CLIENT.id,
    'subscribers.google-client-secret': GOOGLE_CLIENT.secret,
    'subscribers.google-simulated-at': `http://127.0.0.1:${google}`,
  }
  for (const [key, value] of Object.entries(chosen)) {
    const version = settings.find((setting) => setting.key === key)?.version ?? 0
    if (version === 0) await owner.call(changeSetting, { key, value, version })
  }
}

/** The simulated Google while the demo runs; anybody types whose account it is. Rejects where the port is taken. */
export async function openGoogle({ clock }: Ground, port: number) {
  const sim = new SimGoogle(() => clock.now())
  await sim.listen(port)
  return () => sim.close()
}
