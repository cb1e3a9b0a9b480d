import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeShortcode as endpoint } from '../contract.ts'
import { shortcodeChanged } from '../refusals.ts'
import { keysOf, lockShortcode, updateShortcode } from '../store/mpesa.ts'

/** Keys that are not given stay as they are. */
export async function changeShortcode(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const { shortcodeId, version, name, siteId, api, isOn, validates, keys, initiator } = input
  const row = await lockShortcode(tx, shortcodeId)
  if (row.version !== version) throw shortcodeChanged()
  const known = keysOf(tx, row)
  await updateShortcode(tx, shortcodeId, {
    ...{ name, site_id: siteId, api, is_on: isOn, validates },
    ...((keys || initiator) && {
      keys: { ...known, ...keys, initiator: initiator ?? known.initiator },
    }),
  })
  audit(tx, { objects: [{ table: 'payments.shortcode', id: shortcodeId }] })
}
