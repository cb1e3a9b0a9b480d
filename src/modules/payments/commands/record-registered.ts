import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { Outcome, Registered } from '../outside/mpesa/port.ts'
import { lockShortcode, updateShortcode } from '../store/mpesa.ts'

/** What Safaricom said to our addresses, and to Pull where it was asked for. */
export async function recordRegistered(
  tx: Tx,
  shortcodeId: string,
  said: { urls: Outcome<Registered>; pull: Outcome<Registered> | undefined },
): Promise<void> {
  await lockShortcode(tx, shortcodeId)
  const { urls, pull } = said
  const troubles = [urls, pull].flatMap((one) => (one && one.kind !== 'done' ? [one.said] : []))
  await updateShortcode(tx, shortcodeId, {
    ...(urls.kind === 'done' && { urls_registered_at: tx.now }),
    ...(pull?.kind === 'done' && { pull_registered_at: tx.now }),
    trouble: troubles.length > 0 ? troubles.join(' · ').slice(0, 300) : null,
  })
  audit(tx, { objects: [{ table: 'payments.shortcode', id: shortcodeId }] })
}
