import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { CHART } from '#modules/ledger/index.ts'
import { audit } from '#platform/audit.ts'
import { hashToken, newToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import type { addShortcode as endpoint } from '../contract.ts'
import { shortcodeTaken } from '../refusals.ts'
import { insertShortcode } from '../store/mpesa.ts'

export async function addShortcode(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { id, name, kind, number, siteId, api, validates } = input
  const { consumerKey, consumerSecret, passkey, initiator } = input
  // In hex, because Safaricom takes no address that holds certain words, by chance or not.
  const hookSecret = hashToken(newToken())
  const isNew = await insertShortcode(
    tx,
    {
      ...{ id, name, kind, number, site_id: siteId, api, validates, is_on: true },
      store: kind === 'till' ? (input.store ?? number) : number,
      hook_hash: hashToken(hookSecret),
      into_account: kind === 'till' ? CHART.mpesaTill : CHART.mpesaPaybill,
    },
    { keys: { consumerKey, consumerSecret, passkey, initiator }, hookSecret },
  )
  if (!isNew)
    throw shortcodeTaken({ number }, [{ path: 'number', message: 'It is there already.' }])
  audit(tx, { objects: [{ table: 'payments.shortcode', id }] })
}
