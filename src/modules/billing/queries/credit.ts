import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { decimalMoney, kes, moneyToWire } from '#kernel/money.ts'
import { creditOf, sumTaxed, taxedShape, type Taxed } from '#modules/catalog/contract.ts'
import type { Read } from '#platform/tx.ts'
import type { previewCredit } from '../contract.ts'
import {
  amountNotPositive,
  creditTooHigh,
  invoiceNotFound,
  lineNotFound,
  nothingToCredit,
} from '../refusals.ts'
import type { Words } from '../rules/words.ts'

/** What a credit note is decided by. */
export async function invoiceForCredit(read: Read, invoiceId: string) {
  const row = await read.sql
    .selectFrom('billing.invoice')
    .select(['id', 'subscriber_id', 'gross_cents', 'settled_cents'])
    .where('id', '=', invoiceId)
    .executeTakeFirst()
  if (!row) throw invoiceNotFound()
  const lines = await read.sql
    .selectFrom('billing.line')
    .select(['id', 'taxed', 'credited_net_cents', 'income_account', 'is_deferred'])
    .select(['from_at', 'to_at'])
    .where('invoice_id', '=', invoiceId)
    .execute()
  return {
    invoiceId: row.id,
    subscriberId: row.subscriber_id,
    open: row.gross_cents - row.settled_cents,
    lines: lines.map((line) => ({
      lineId: line.id,
      taxed: taxedShape.parse(line.taxed),
      credited: line.credited_net_cents,
      incomeAccount: line.income_account,
      isDeferred: line.is_deferred,
      period: line.from_at && line.to_at ? { from: line.from_at, to: line.to_at } : null,
    })),
  }
}

type Creditable = Awaited<ReturnType<typeof invoiceForCredit>>
type Asked = { readonly lineId: string; readonly net: bigint; readonly words?: Words }

/** Each line with what of its taxes goes back, or the refusal of the one that cannot be taken back so far. */
export function decideCredit(
  invoice: Creditable,
  asked: readonly Asked[],
): (Asked & { line: Creditable['lines'][number]; taxed: Taxed })[] {
  if (asked.length === 0) throw nothingToCredit()
  const seen = new Set<string>()
  return asked.map((one, place) => {
    const path = `lines.${place}.net`
    const line = invoice.lines.find(({ lineId }) => lineId === one.lineId)
    if (!line || seen.has(one.lineId)) throw lineNotFound({}, [{ path, message: 'Not on it.' }])
    seen.add(one.lineId)
    if (one.net <= 0n) throw amountNotPositive({}, [{ path, message: 'An amount above zero.' }])
    const left = line.taxed.net - line.credited
    if (one.net > left) {
      const most = decimalMoney(kes(left))
      throw creditTooHigh({ left: most }, [{ path, message: `At most ${most}.` }])
    }
    return { ...one, line, taxed: creditOf(line.taxed, line.credited, line.credited + one.net) }
  })
}

/** What a credit note would come to, by the rule that writes it. */
export async function creditPreviewNow(
  read: Read,
  { invoiceId, lines }: ParsedInputOf<typeof previewCredit>,
) {
  const invoice = await invoiceForCredit(read, invoiceId)
  const decided = decideCredit(
    invoice,
    lines.map(({ lineId, net }) => ({ lineId, net: net.cents })),
  )
  const totals = sumTaxed(decided.map(({ taxed }) => taxed))
  const lowers = totals.gross < invoice.open ? totals.gross : invoice.open
  const wire = (cents: bigint) => moneyToWire(kes(cents))
  return {
    net: wire(totals.net),
    excise: wire(totals.excise + totals.levies),
    ...{ taxable: wire(totals.taxable), vat: wire(totals.vat), gross: wire(totals.gross) },
    ...{ lowers: wire(lowers), toWallet: wire(totals.gross - lowers) },
  }
}
