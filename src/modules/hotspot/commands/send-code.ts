import { newId } from '#kernel/id.ts'
import { parsePhone } from '#kernel/phone.ts'
import { sendMessage } from '#modules/messaging/index.ts'
import { newDigits } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import type { Door } from '../queries/doors.ts'
import { passesOfPhone } from '../queries/passes.ts'
import { backInCode } from '../queries/texts.ts'
import { phoneNotMobile } from '../refusals.ts'
import { CODE_COLUMN, insertCode, lockPhoneCode, PHONE_COLUMN } from '../store.ts'

const GOOD_minutes = 5
/** Who presses twice gets one. */
const AGAIN_AFTER_s = 30

/** Sends a code to a phone that has time left; to others nothing, and the page says the same to all, so that nobody learns who was here. */
export async function sendCode(
  tx: Tx,
  input: { door: Door; phone: string; language: 'en' | 'sw' },
): Promise<void> {
  const phone = parsePhone(input.phone)
  if (phone === undefined) throw phoneNotMobile({}, [{ path: 'phone', message: '' }])
  const phoneBlind = tx.vault.blind(PHONE_COLUMN, phone)
  if ((await passesOfPhone(tx, phoneBlind)).length === 0) return
  const last = await lockPhoneCode(tx, phoneBlind)
  const justNow = last?.ends_at.subtract({ seconds: GOOD_minutes * 60 - AGAIN_AFTER_s })
  if (justNow && Temporal.Instant.compare(justNow, tx.now) > 0) return
  const id = newId(tx.now)
  const code = newDigits(6)
  const endsAt = tx.now.add({ minutes: GOOD_minutes })
  await insertCode(tx, {
    ...{ id, kind: 'phone', phone_blind: phoneBlind, site_id: input.door.siteId, mac: null },
    ...{ code_blind: tx.vault.blind(CODE_COLUMN, `${id} ${code}`), ends_at: endsAt },
  })
  await sendMessage(tx, {
    key: `hotspot.back-in:${id}`,
    to: { language: input.language, phone, email: null },
    says: { template: backInCode, values: { code, minutes: String(GOOD_minutes) } },
    until: endsAt,
  })
}
