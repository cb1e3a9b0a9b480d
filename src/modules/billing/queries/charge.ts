import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { priceBook, productsById } from '#modules/catalog/index.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import type { Read } from '#platform/tx.ts'
import type { ChargePreview, chargeSubscriber } from '../contract.ts'
import {
  amountNotPositive,
  productNotFound,
  subscriberNotFound,
  taxClassMissing,
} from '../refusals.ts'
import { lineOfThing, type DraftLine } from '../rules/lines.ts'
import { taxStatusOf } from './price-facts.ts'
import { purse } from './purse.ts'

type Asked = ParsedInputOf<typeof chargeSubscriber>

/** The line of something that is sold once, taxed as of today, and when it is due. */
export async function chargeOf(
  read: Read,
  input: Asked,
): Promise<{ line: DraftLine; dueInDays: number; today: Temporal.PlainDate }> {
  const { subscriberId, amount, quantity, productId } = input
  if (amount.cents <= 0n)
    throw amountNotPositive({}, [{ path: 'amount', message: 'An amount above zero.' }])
  const facts = (await subscriberFacts(read, [subscriberId])).get(subscriberId)
  if (!facts) throw subscriberNotFound()
  const book = await priceBook(read)
  if (!book.taxes.classes.some(({ id }) => id === input.taxClassId))
    throw taxClassMissing({ taxClass: input.taxClassId }, [
      { path: 'taxClassId', message: 'Choose a tax class.' },
    ])
  const [product] = productId === null ? [] : await productsById(read, [productId])
  if (productId !== null && product?.kind !== 'one-off')
    throw productNotFound({}, [{ path: 'productId', message: 'Choose a product.' }])
  const today = read.now.toZonedDateTimeISO(book.zone).toPlainDate()
  const status = await taxStatusOf(read, [subscriberId], today)
  const line = lineOfThing(
    {
      ...{ name: input.words, kind: 'one-off', component: product?.code ?? 'by-hand' },
      ...{ cents: amount.cents, quantity: BigInt(quantity) },
      ...{ taxMode: input.taxMode, taxClassId: input.taxClassId },
    },
    book,
    { serviceId: null, status: status(subscriberId), day: today.toString(), period: null },
  )
  return { line, dueInDays: input.dueInDays ?? facts.paymentDays, today }
}

/** What a charge would come to, by the rule that writes it. */
export async function chargePreviewNow(read: Read, input: Asked): Promise<ChargePreview> {
  const { line, dueInDays, today } = await chargeOf(read, input)
  const { wallet, overdue } = await purse(read, input.subscriberId)
  const free = wallet > overdue ? wallet - overdue : 0n
  const { net, excise, levies, taxable, vat, gross } = line.taxed
  const wire = (cents: bigint) => moneyToWire(kes(cents))
  return {
    words: line.words,
    ...{ net: wire(net), excise: wire(excise + levies), taxable: wire(taxable) },
    ...{ vat: wire(vat), gross: wire(gross), fromWallet: wire(free < gross ? free : gross) },
    dueOn: today.add({ days: dueInDays }).toString(),
  }
}
