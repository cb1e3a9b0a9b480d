import type { Arrival, HookAnswer } from '#platform/hooks.ts'
import { wake } from '#platform/jobs.ts'
import { hashToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { findOwners } from '../queries/candidates.ts'
import { shortcodesByHook } from '../queries/doors.ts'
import { purchaseByAccount } from '../queries/purchases.ts'
import { readPaymentTold } from '../outside/mpesa/tellings.ts'
import { readHooked } from '../rules/hook-urls.ts'
import { insertTellings, type NewTelling } from '../store/mpesa.ts'

/** A request that Daraja gives back unanswered holds the sealed password of our initiator, which nobody needs to read again. */
const CREDENTIAL = /("SecurityCredential"\s*:\s*")[^"]*"/g

/**
 * What Safaricom calls us with, many at a time: kept as it came, and answered. Only the question before a payment (validation) is
 * thought about at once, because the payer waits for it.
 */
export async function takeTellings(tx: Tx, arrivals: readonly Arrival[]): Promise<HookAnswer[]> {
  const hashes = arrivals.map(({ params }) => hashToken(params['secret'] ?? ''))
  const shortcodes = await shortcodesByHook(tx, [...new Set(hashes)])
  const tellings: NewTelling[] = []
  const answers: HookAnswer[] = []
  for (const [n, { params, body, ip }] of arrivals.entries()) {
    const shortcode = shortcodes.get(hashes[n] ?? '')
    const hooked = readHooked(params['what'] ?? '')
    if (!shortcode) answers.push(json(404, { ResultCode: 1, ResultDesc: 'Unknown' }))
    else if (params['what'] === 'validate')
      answers.push(await validation(tx, shortcode, body.toString()))
    else if (!hooked) answers.push(json(404, { ResultCode: 1, ResultDesc: 'Unknown' }))
    else {
      const told = body.toString().replaceAll(CREDENTIAL, '$1…"')
      tellings.push({ ...hooked, shortcodeId: shortcode.id, body: told, from: ip })
      answers.push(json(200, { ResultCode: 0, ResultDesc: 'Accepted' }))
    }
  }
  await insertTellings(tx, tellings)
  if (tellings.length > 0) wake(tx, 'payments.read-tellings')
  return answers
}

/** Stops a payment only where nobody can be meant by what was typed: money that nobody owns helps neither them nor us. */
async function validation(
  tx: Tx,
  { validates }: { validates: boolean },
  body: string,
): Promise<HookAnswer> {
  const told = validates ? readPaymentTold(body) : undefined
  const accept = json(200, { ResultCode: '0', ResultDesc: 'Accepted' })
  if (!told) return accept
  if (await purchaseByAccount(tx, told.account)) return accept
  const { account, cents, payerName: name, phoneTold } = told
  const payer = { name, phone: null, told: phoneTold }
  const [match] = await findOwners(tx, [{ account, cents, payer }])
  return match?.kind === 'owner'
    ? accept
    : json(200, { ResultCode: 'C2B00012', ResultDesc: 'Rejected' })
}

function json(status: number, body: object): HookAnswer {
  return { status, body: JSON.stringify(body), mediaType: 'application/json' }
}
