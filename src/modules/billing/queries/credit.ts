import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { decimalMoney, kes, moneyToWire } from '#kernel/money.ts'
import { creditOf, sumTaxed, taxedShape, type Taxed } from '#modules/catalog/contract.ts'
import type { Read } from '#platform/tx.ts'
import type { previewCredit } from '../contract.ts'
import {
  amountNotPositive,
  creditTooHigh,
  debtGivenUp,
  invoiceNotFound,
  lineNotFound,
  nothingToCredit,
} from '../refusals.ts'
import type { Words } from '../rules/words.ts'

/** What of an invoice was given up as a bad debt and not recovered since. */
const GIVEN_UP = sql`(
  select coalesce(sum(debt.cents - (
    select coalesce(sum(cents), 0) from billing.adjustment as came
    where came.of_id = debt.id and came.kind = 'recovery' and came.undone_at is null)), 0)::bigint
  from billing.adjustment as debt
  where debt.invoice_id = invoice.id and debt.kind = 'write-off' and debt.undone_at is null)`

/** What a credit note is decided by. */
export async function invoiceForCredit(read: Read, invoiceId: string) {
  const row = await read.sql
    .selectFrom('billing.invoice')
    .select(['id', 'subscriber_id', 'gross_cents', 'settled_cents'])
    .select(sql<bigint>`${GIVEN_UP}`.as('given_up'))
    .select(
      sql<bigint>`((select coalesce(sum(cents), 0) from billing.allocation where invoice_id = invoice.id and source <> 'credit-note')
        - (select coalesce(sum(to_wallet_cents), 0) from billing.credit_note where invoice_id = invoice.id))::bigint`.as(
        'paid',
      ),
    )
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
    givenUp: row.given_up,
    /** What of it was really paid, and not given back before. */
    paid: row.paid - row.given_up,
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

/**
 * How much of a credit lowers what is open, and how much goes into the wallet: nothing that nobody paid. Of a debt that was given up, the loss is
 * taken back first, or it would stand in the books beside the credit.
 */
export function splitCredit(
  { open, paid, givenUp }: Pick<Creditable, 'open' | 'paid' | 'givenUp'>,
  gross: bigint,
): { lowers: bigint; toWallet: bigint } {
  const lowers = gross < open ? gross : open
  const toWallet = gross - lowers
  if (toWallet > paid && givenUp > 0n) throw debtGivenUp({ amount: decimalMoney(kes(givenUp)) })
  return { lowers, toWallet }
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
  const { lowers, toWallet } = splitCredit(invoice, totals.gross)
  const wire = (cents: bigint) => moneyToWire(kes(cents))
  return {
    net: wire(totals.net),
    excise: wire(totals.excise + totals.levies),
    ...{ taxable: wire(totals.taxable), vat: wire(totals.vat), gross: wire(totals.gross) },
    ...{ lowers: wire(lowers), toWallet: wire(toWallet) },
  }
}
