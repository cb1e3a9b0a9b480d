import { z } from 'zod'
import { readMpesaAmount, readMpesaTime } from '../../rules/mpesa-words.ts'
import { readPayerPhone } from '../../rules/payer-phone.ts'
import { parseJson } from './tellings.ts'

/** What Daraja says when it is through with a question or an order (`Result` of its asynchronous products). */
export type ResultTold = {
  readonly code: string
  readonly said: string
  /** Of the transaction, where one was made; dummies stand here where none was. */
  readonly receipt: string | undefined
  /** By the key in small letters; the first where one stands twice. */
  readonly facts: ReadonlyMap<string, string>
}

const parameter = z.looseObject({ Key: z.string(), Value: z.unknown().optional() })
/** One parameter is sometimes not in an array, and some have no value. */
const parameters = z.union([z.array(parameter), parameter.transform((one) => [one])])
const shape = z.looseObject({
  Result: z.looseObject({
    ResultCode: z.union([z.string(), z.number()]),
    ResultDesc: z.string().nullish(),
    TransactionID: z.union([z.string(), z.number()]).nullish(),
    ResultParameters: z.looseObject({ ResultParameter: parameters.optional() }).nullish(),
  }),
})

/** Undefined where it is nothing of the kind. */
export function readResultTold(body: string): ResultTold | undefined {
  const read = shape.safeParse(parseJson(body))
  if (!read.success) return undefined
  const { ResultCode, ResultDesc, TransactionID, ResultParameters } = read.data.Result
  const facts = new Map<string, string>()
  for (const { Key, Value } of ResultParameters?.ResultParameter ?? []) {
    const key = Key.toLowerCase()
    const isSaid = typeof Value === 'string' || typeof Value === 'number'
    if (isSaid && !facts.has(key)) facts.set(key, String(Value))
  }
  const receipt = String(TransactionID ?? '').trim()
  return {
    code: String(ResultCode).trim(),
    said: (ResultDesc ?? '').slice(0, 300),
    receipt: receipt === '' ? undefined : receipt.toUpperCase(),
    facts,
  }
}

/** What a transaction was, as its status says. */
export type StatusTold = {
  readonly receipt: string
  readonly cents: bigint
  readonly status: string
  readonly at: Temporal.Instant | undefined
  readonly debit: Party
  readonly credit: Party
}
/** `254708374149 - JOHN DOE`, or a shortcode and its organization. */
type Party = { readonly number: string; readonly name: string | null }

export function readStatusTold({ facts }: ResultTold): StatusTold | undefined {
  const receipt = facts.get('receiptno')?.trim().toUpperCase()
  const cents = readMpesaAmount(facts.get('amount'))
  if (!receipt || cents === undefined) return undefined
  return {
    ...{ receipt, cents, status: (facts.get('transactionstatus') ?? '').toLowerCase() },
    at: readMpesaTime(facts.get('finalisedtime') ?? facts.get('initiatedtime') ?? ''),
    debit: partyIn(facts.get('debitpartyname')),
    credit: partyIn(facts.get('creditpartyname')),
  }
}

function partyIn(given = ''): Party {
  const [number = '', ...name] = given.split(' - ')
  return { number: number.trim(), name: name.join(' - ').trim() || null }
}

/** The payer's phone, as far as a party's number says it. */
export const phoneOfParty = (party: Party) => readPayerPhone(party.number)
