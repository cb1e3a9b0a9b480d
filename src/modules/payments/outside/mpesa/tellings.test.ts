import { describe, expect, test } from 'vitest'
import {
  mpesaTimestamp,
  promptAccount,
  pullTimestamp,
  readMpesaAmount,
  readMpesaTime,
  wholeShillings,
} from '../../rules/mpesa-words.ts'
import { readPayerPhone } from '../../rules/payer-phone.ts'
import { pushEnd } from '../../rules/push-result.ts'
import { readPaymentTold, readPromptTold } from './tellings.ts'

const told = (stkCallback: object) => JSON.stringify({ Body: { stkCallback } })
const item = (...Item: object[]) => ({ CallbackMetadata: { Item } })

describe('what is said of a prompt', () => {
  test('the provider’s own sample', () => {
    const body =
      '{"Body":{"stkCallback":{"MerchantRequestID":"29115-34620561-1","CheckoutRequestID":"ws_CO_191220191020363925","ResultCode":0,"ResultDesc":"The service request is processed successfully.","CallbackMetadata":{"Item":[{"Name":"Amount","Value":1.00},{"Name":"MpesaReceiptNumber","Value":"NLJ7RT61SV"},{"Name":"Balance"},{"Name":"TransactionDate","Value":20191219102115},{"Name":"PhoneNumber","Value":254708374149}]}}}}'
    expect(readPromptTold(body)).toEqual({
      checkoutId: 'ws_CO_191220191020363925',
      code: '0',
      paid: {
        receipt: 'NLJ7RT61SV',
        cents: 100n,
        at: Temporal.Instant.from('2019-12-19T07:21:15Z'),
        phone: '+254708374149',
      },
    })
  })

  test.each([
    ['a failure has no facts', told({ CheckoutRequestID: 'x', ResultCode: 1032 }), '1032'],
    ['a code may be a text', told({ CheckoutRequestID: 'x', ResultCode: '1037' }), '1037'],
    [
      'one item may stand alone',
      told({
        CheckoutRequestID: 'x',
        ResultCode: 0,
        CallbackMetadata: { Item: { Name: 'Amount', Value: 5 } },
      }),
      '0',
    ],
    [
      'names may be small',
      told({ CheckoutRequestID: 'x', ResultCode: 0, ...item({ name: 'amount', Value: '5.0' }) }),
      '0',
    ],
    ['a byte order mark', `\uFEFF${told({ CheckoutRequestID: 'x', ResultCode: 0 })}`, '0'],
  ])('%s', (_, body, code) => {
    expect(readPromptTold(body)).toMatchObject({ checkoutId: 'x', code })
  })

  test.each([
    '',
    'null',
    '[]',
    '{"Body":{}}',
    '<html>',
    told({ ResultCode: 0 }),
    told({ CheckoutRequestID: 'x' }),
  ])('%j is nothing of the kind', (body) => expect(readPromptTold(body)).toBeUndefined())
})

describe('what is said of a payment', () => {
  const sample = {
    ...{
      TransactionType: 'Pay Bill',
      TransID: 'RKL51ZDR4F',
      TransTime: '20231121121325',
      TransAmount: '5.00',
    },
    ...{
      BusinessShortCode: '600966',
      BillRefNumber: 'Sample Transaction',
      InvoiceNumber: '',
      OrgAccountBalance: '25.00',
    },
    ...{
      ThirdPartyTransID: '',
      MSISDN: '2547 ***** 126',
      FirstName: 'NICHOLAS',
      MiddleName: '',
      LastName: '',
    },
  }
  test('the provider’s own sample', () => {
    expect(readPaymentTold(JSON.stringify(sample))).toEqual({
      ...{
        receipt: 'RKL51ZDR4F',
        shortcode: '600966',
        cents: 500n,
        account: 'Sample Transaction',
        payerName: 'NICHOLAS',
      },
      paidAt: Temporal.Instant.from('2023-11-21T09:13:25Z'),
      phone: { kind: 'masked', begins: '2547', ends: '126' },
      phoneTold: '2547 ***** 126',
    })
  })

  test('names and accounts may be missing; amounts and times come in many spellings', () => {
    const bare = {
      TransID: 'ABCD1234EF',
      TransAmount: '20,000.00',
      FirstName: null,
      MSISDN: null,
      TransTime: 'soon',
    }
    expect(readPaymentTold(JSON.stringify(bare))).toEqual({
      ...{
        receipt: 'ABCD1234EF',
        shortcode: null,
        cents: 2_000_000n,
        account: null,
        payerName: null,
        paidAt: undefined,
      },
      phone: { kind: 'nothing' },
      phoneTold: null,
    })
  })

  test.each([
    { TransID: '' },
    { TransAmount: '0' },
    { TransAmount: '-5' },
    { TransAmount: '1.005' },
    { TransAmount: 'five' },
  ])('%j brings no money', (change) =>
    expect(readPaymentTold(JSON.stringify({ ...sample, ...change }))).toBeUndefined(),
  )
})

test.each([
  ['1', 100n],
  ['1.00', 100n],
  [1, 100n],
  ['5.5', 550n],
  ['313', 31_300n],
  ['100.0', 10_000n],
  ['168.500', 16_850n],
  ['20,000.00', 2_000_000n],
  ['', undefined],
  ['1e3', undefined],
  [null, undefined],
])('the amount %j', (given, cents) => expect(readMpesaAmount(given)).toBe(cents))

test.each([
  ['20231121121325', '2023-11-21T09:13:25Z'],
  [20191219102115, '2019-12-19T07:21:15Z'],
  ['06.07.2024 22:48:52', '2024-07-06T19:48:52Z'],
  ['2020-08-05T10:13:00Z', '2020-08-05T07:13:00Z'],
  ['20230231121325', undefined],
  ['00010101000000', undefined],
  ['now', undefined],
])('the moment %j is East Africa Time', (given, instant) =>
  expect(readMpesaTime(given)?.toString()).toBe(instant),
)

test('a timestamp just after midnight in Nairobi is of the new day, whatever our own clock says', () => {
  const at = Temporal.Instant.from('2026-12-31T21:00:05.999Z')
  expect(mpesaTimestamp(at)).toBe('20270101000005')
  expect(pullTimestamp(at)).toBe('2027-01-01 00:00:05')
})

test.each([
  ['254712345678', { kind: 'whole', e164: '+254712345678' }],
  [722000000, { kind: 'whole', e164: '+254722000000' }],
  ['0112345678', { kind: 'whole', e164: '+254112345678' }],
  ['25470****149', { kind: 'masked', begins: '25470', ends: '149' }],
  [
    '94c392c311d522da950619227b3361752a42042db7e1e699b26e628305c68a88',
    { kind: 'hash', hash: '94c392c311d522da950619227b3361752a42042db7e1e699b26e628305c68a88' },
  ],
  ['020 1234567', { kind: 'nothing' }],
  [undefined, { kind: 'nothing' }],
])('the payer’s phone %j', (given, known) => expect(readPayerPhone(given)).toEqual(known))

test('prompts ask for whole shillings, never for too few, with an account that fits', () => {
  expect([100n, 101n, 199n, 29_999n].map(wholeShillings)).toEqual([1n, 2n, 2n, 300n])
  expect(promptAccount('1000-17 / home fibre')).toBe('100017homefi')
})

test('a code that nobody has told us about is a failure that may be tried again', () => {
  expect(pushEnd('4999')).toEqual({ state: 'failed', why: 'unknown-code', again_s: 60 })
  expect(pushEnd('0').state).toBe('paid')
})
