import { newId } from '#kernel/id.ts'
import { sendMessage } from '#modules/messaging/index.ts'
import { newDigits } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { contactByBlind } from '../queries/portal.ts'
import { signInCode } from '../queries/portal-texts.ts'
import { codeBlindOf } from '../queries/sealed.ts'
import { insertPortalCode, lockPortalCode } from '../store/portal.ts'

const GOOD_minutes = 5
/** Who presses twice gets one. */
const AGAIN_AFTER_s = 30

/** Sends a code to whoever is reached there; nothing where nobody is. */
export async function sendSignInCode(tx: Tx, valueBlind: string): Promise<void> {
  const contact = await contactByBlind(tx, valueBlind)
  if (!contact) return
  const last = await lockPortalCode(tx, valueBlind)
  const justNow = last?.ends_at.subtract({ seconds: GOOD_minutes * 60 - AGAIN_AFTER_s })
  if (justNow && last?.tries === 0 && Temporal.Instant.compare(justNow, tx.now) > 0) return
  const id = newId(tx.now)
  const code = newDigits(6)
  const endsAt = tx.now.add({ minutes: GOOD_minutes })
  await insertPortalCode(tx, { id, valueBlind, codeBlind: codeBlindOf(tx.vault, id, code), endsAt })
  const { isEmail, value, language } = contact
  await sendMessage(tx, {
    key: `subscribers.sign-in-code:${id}`,
    to: { language, phone: isEmail ? null : value, email: isEmail ? value : null },
    says: { template: signInCode, values: { code, minutes: String(GOOD_minutes) } },
    until: endsAt,
  })
}
