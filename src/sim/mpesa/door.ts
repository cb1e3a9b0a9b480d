import { Buffer } from 'node:buffer'
import { constants, createPrivateKey, privateDecrypt, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeAll, listenHere, textIn } from '../local-server.ts'
import { answerBrowser } from '../browser.ts'
import type { Callbacks } from './callbacks.ts'
import type { FaultLab } from '../fault-lab.ts'
import type { Fault } from './faults.ts'
import type { Mandates } from './mandates.ts'
import { answerPage } from './pages.ts'
import { Orders } from './orders.ts'
import type { Payouts } from './payouts.ts'
import { makeCode } from './qr.ts'
import type { Prompts } from './prompts.ts'
import { statusOf } from './status.ts'
import { APP, INITIATOR, type SimShortcode, type Town } from './town.ts'
import { pullTime, readPullTime } from './words.ts'

type Body = Readonly<Record<string, unknown>>
type Answer = { readonly status: number; readonly body: unknown }

const TOKEN_s = 3599
const PULL_PAGE = 100
const PULL_HOURS = 48
/** Words that Safaricom takes in no address of ours (Daraja, Register URL). */
const FORBIDDEN_WORDS = /m-?pesa|safaricom|exec?|cmd|sql|query/i

export type DoorGround = {
  readonly town: Town
  readonly prompts: Prompts
  readonly payouts: Payouts
  readonly orders: Orders
  readonly mandates: Mandates
  readonly callbacks: Callbacks
  readonly faults: FaultLab<Fault>
  readonly now: () => Temporal.Instant
  /** PEM of the key whose public half is "Safaricom's certificate". */
  readonly privateKey: string
}

/** Daraja's own HTTP: the same paths, bodies and codes as the documents say. */
export class DarajaDoor {
  private readonly tokens = new Map<string, number>()
  private readonly ground: DoorGround
  private readonly server: Server

  constructor(ground: DoorGround) {
    this.ground = ground
    this.server = createServer((request, response) => {
      if (!request.headers.authorization) {
        void this.answerStranger(request, response)
        return
      }
      void this.answer(request).then(async ({ status, body }) => {
        const faults = ground.faults.draw([...OWN_WORDS.keys(), 'answer-late', 'no-answer'])
        if (faults.has('no-answer')) return void request.socket.destroy()
        if (faults.has('answer-late')) await tooLate(request)
        const [said = { status, body }] = [...faults].flatMap((one) => OWN_WORDS.get(one) ?? [])
        response.writeHead(said.status, { 'content-type': 'application/json' })
        response.end(JSON.stringify(said.body))
      })
    })
  }

  async listen(port = 0): Promise<string> {
    return listenHere(this.server, port)
  }

  async close(): Promise<void> {
    await closeAll(this.server)
  }

  /** Makes every token that is out there worthless, as a new one in another process does. */
  forgetTokens(): void {
    this.tokens.clear()
  }

  /** Nothing of Daraja is answered without a token, so whoever has none is a person with a browser, or at fault. */
  private async answerStranger(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await answerBrowser((ask) => answerPage(this.ground, ask), request, response)) return
    const { status, body } = refused(404, '404.001.04', 'Invalid Authentication Header')
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    const path = new URL(request.url ?? '/', 'http://sim').pathname
    if (path === '/oauth/v1/generate') return this.token(request.headers.authorization)
    const given = request.headers.authorization?.replace('Bearer ', '') ?? ''
    if ((this.tokens.get(given) ?? 0) < this.ground.now().epochMilliseconds)
      return refused(404, '404.001.03', 'Invalid Access Token')
    if (this.ground.faults.draw(['too-many']).has('too-many')) return TOO_MANY
    const body = await readJson(request)
    if (!body) return refused(400, '400.003.02', 'Bad Request')
    switch (path) {
      case '/mpesa/stkpush/v1/processrequest':
        return this.push(body)
      case '/mpesa/stkpushquery/v1/query':
        return this.pushQuery(body)
      case '/mpesa/c2b/v1/registerurl':
        return this.register(body, 'v1')
      case '/mpesa/c2b/v2/registerurl':
        return this.register(body, 'v2')
      case '/pulltransactions/v1/register':
        return this.registerPull(body)
      case '/pulltransactions/v1/query':
        return this.pull(body)
      case '/standingorder/v1/createStandingOrderExternal':
        return this.ground.mandates.ask(body) ?? INVALID
      case '/mpesa/qrcode/v1/generate':
        return (await makeCode(this.ground.town, body)) ?? INVALID
      case '/mpesa/b2c/v3/paymentrequest':
        return this.payOut(body)
      case '/mpesa/transactionstatus/v1/query':
        return this.status(body)
      default:
        return this.order(path, body)
    }
  }

  private token(authorization = ''): Answer {
    const wanted = `Basic ${Buffer.from(`${APP.consumerKey}:${APP.consumerSecret}`).toString('base64')}`
    if (authorization !== wanted) return refused(400, '400.008.01', 'Invalid Authentication passed')
    const token = randomUUID().replaceAll('-', '')
    this.tokens.set(token, this.ground.now().epochMilliseconds + TOKEN_s * 1000)
    return { status: 200, body: { access_token: token, expires_in: String(TOKEN_s) } }
  }

  private push(body: Body): Answer {
    if (this.ground.faults.draw(['maintenance']).has('maintenance')) return MAINTENANCE
    const to = this.passwordOwner(body)
    if (!to) return refused(500, '500.001.1001', 'Wrong credentials')
    const amount = textOf(body['Amount'])
    if (!/^[1-9]\d{0,5}$/.test(amount))
      return refused(400, '400.002.02', 'Bad Request - Invalid Amount')
    const msisdn = textOf(body['PhoneNumber'])
    if (!/^254[17]\d{8}$/.test(msisdn))
      return refused(400, '400.002.02', 'Bad Request - Invalid PhoneNumber')
    const account = textOf(body['AccountReference'])
    if (!/^[A-Za-z0-9]{1,12}$/.test(account))
      return refused(400, '400.002.02', 'Bad Request - Invalid AccountReference')
    const wantedType = to.kind === 'till' ? 'CustomerBuyGoodsOnline' : 'CustomerPayBillOnline'
    if (body['TransactionType'] !== wantedType || body['PartyB'] !== to.number)
      return refused(400, '400.002.02', 'Bad Request - Invalid PartyB')
    const prompt = this.ground.prompts.open({
      phone: this.ground.town.phone(msisdn),
      ...{ to, cents: BigInt(amount) * 100n, account, callbackUrl: textOf(body['CallBackURL']) },
    })
    if (!prompt)
      return refused(
        500,
        '500.001.1001',
        'Unable to lock subscriber, a transaction is already in process for the current subscriber',
      )
    return {
      status: 200,
      body: {
        MerchantRequestID: prompt.merchantId,
        CheckoutRequestID: prompt.id,
        ResponseCode: '0',
        ResponseDescription: 'Success. Request accepted for processing',
        CustomerMessage: 'Success. Request accepted for processing',
      },
    }
  }

  private pushQuery(body: Body): Answer {
    if (!this.passwordOwner(body)) return refused(500, '500.001.1001', 'Wrong credentials')
    const prompt = this.ground.prompts.all.get(textOf(body['CheckoutRequestID']))
    if (!prompt) return refused(500, '500.001.1001', 'The transaction does not exist')
    if (!prompt.result) return refused(500, '500.001.1001', 'The transaction is being processed')
    return {
      status: 200,
      body: {
        ResponseCode: '0',
        ResponseDescription: 'The service request has been accepted successsfully',
        MerchantRequestID: prompt.merchantId,
        CheckoutRequestID: prompt.id,
        ResultCode: String(prompt.result.code),
        ResultDesc: prompt.result.said,
      },
    }
  }

  /** In production once only; after that a person at Safaricom changes it. */
  private register(body: Body, version: 'v1' | 'v2'): Answer {
    const shortcode = this.ground.town.shortcodes.get(textOf(body['ShortCode']))
    if (!shortcode) return refused(400, '400.002.02', 'Bad Request - Invalid ShortCode')
    const [confirmation, validation] = [
      textOf(body['ConfirmationURL']),
      textOf(body['ValidationURL']),
    ]
    for (const url of [confirmation, validation])
      if (FORBIDDEN_WORDS.test(new URL(url).pathname))
        return refused(400, '400.002.02', 'Bad Request - Invalid URL')
    if (shortcode.urls) return refused(500, '500.003.1001', 'Urls are already registered.')
    const whenSilent = body['ResponseType'] === 'Cancelled' ? 'Cancelled' : 'Completed'
    shortcode.urls = { confirmation, validation, whenSilent, version }
    return {
      status: 200,
      body: {
        OriginatorCoversationID: randomUUID(),
        ResponseCode: '0',
        ResponseDescription: 'success',
      },
    }
  }

  private registerPull(body: Body): Answer {
    const shortcode = this.ground.town.shortcodes.get(textOf(body['ShortCode']))
    if (!shortcode) return refused(400, '400.002.02', 'Bad Request - Invalid ShortCode')
    const ResponseStatus = shortcode.pulls ? '1001' : '1000'
    shortcode.pulls = true
    return {
      status: 200,
      body: { ResponseRefID: randomUUID(), ResponseStatus, ShortCode: shortcode.number },
    }
  }

  private pull(body: Body): Answer {
    const number = textOf(body['ShortCode'])
    if (!this.ground.town.shortcodes.get(number)?.pulls)
      return refused(401, '401.001', 'Not registered for Pull')
    const oldest = this.ground.now().subtract({ hours: PULL_HOURS })
    const from = readPullTime(textOf(body['StartDate']))
    const to = readPullTime(textOf(body['EndDate']))
    const offset = Number(body['OffSetValue'])
    const rows = this.ground.town.payments
      .filter(
        ({ to: { number: paid }, at }) =>
          paid === number &&
          [oldest, from].every((one) => Temporal.Instant.compare(at, one) >= 0) &&
          Temporal.Instant.compare(at, to) <= 0,
      )
      .slice(offset, offset + PULL_PAGE)
      .map(({ receipt, at, phone, cents, account, to: { kind } }) => ({
        transactionId: receipt,
        trxDate: pullTime(at),
        msisdn: Number(phone.msisdn.slice(3)),
        sender: phone.firstName,
        transactiontype: kind === 'till' ? 'c2b-buy-goods-debit' : 'c2b-pay-bill-debit',
        billreference: account,
        amount: `${cents / 100n}.00`,
        organizationname: 'Simulated',
      }))
    if (rows.length === 0)
      return {
        status: 200,
        body: { ResponseRefID: randomUUID(), ResponseCode: '1001', Response: [[]] },
      }
    return {
      status: 200,
      body: {
        ResponseRefID: randomUUID(),
        ResponseCode: '1000',
        ResponseMessage: 'Success',
        Response: [rows],
      },
    }
  }

  private async payOut(body: Body): Promise<Answer> {
    const from = this.ground.town.shortcodes.get(textOf(body['PartyA']))
    if (!from || !this.isInitiator(body))
      return refused(400, '400.002.02', 'Bad Request - Invalid InitiatorName')
    const originator = textOf(body['OriginatorConversationID'])
    const taken = await this.ground.payouts.take({
      ...{ from, originator, msisdn: textOf(body['PartyB']), request: body },
      cents: BigInt(textOf(body['Amount'])) * 100n,
      resultUrl: textOf(body['ResultURL']),
      timeoutUrl: textOf(body['QueueTimeOutURL']),
    })
    if ('refused' in taken)
      return taken.refused === 'duplicate'
        ? refused(500, '500.002.1001', 'Duplicate OriginatorConversationID.')
        : MAINTENANCE
    return {
      status: 200,
      body: {
        ConversationID: taken.conversation,
        OriginatorConversationID: originator,
        ResponseCode: '0',
        ResponseDescription: 'Accept the service request successfully.',
      },
    }
  }

  private async order(path: string, body: Body): Promise<Answer> {
    const what = Orders.whatAt(path)
    if (!what) return refused(404, '404.001.01', 'Resource not found')
    if (!this.isInitiator({ ...body, InitiatorName: body['Initiator'] }))
      return refused(400, '400.002.02', 'Bad Request - Invalid Initiator')
    const texts = Object.fromEntries(Object.keys(body).map((key) => [key, textOf(body[key])]))
    const taken = await this.ground.orders.take(what, texts, body)
    return taken
      ? { status: 200, body: taken }
      : refused(400, '400.002.02', 'Bad Request - Invalid PartyA')
  }

  private status(body: Body): Answer {
    if (!this.isInitiator({ ...body, InitiatorName: body['Initiator'] }))
      return refused(400, '400.002.02', 'Bad Request - Invalid Initiator')
    const payment = this.ground.town.payments.find(
      ({ receipt }) => receipt === body['TransactionID'],
    )
    const conversation = `AG_${randomUUID()}`
    const ids = {
      OriginatorConversationID: randomUUID(),
      ConversationID: conversation,
      TransactionID: 'SIM0000000',
    }
    const originator = textOf(body['OriginalConversationID'])
    const payOut =
      this.ground.payouts.statusOf(originator) ?? this.ground.orders.statusOf(originator)
    const Result =
      payment || payOut
        ? {
            ...{
              ResultType: 0,
              ResultCode: 0,
              ResultDesc: 'The service request is processed successfully.',
              ...ids,
            },
            ResultParameters: {
              ResultParameter: payment ? statusOf(payment) : payOut,
            },
          }
        : { ...{ ResultType: 0, ResultCode: 2032, ResultDesc: 'Transaction not found.' }, ...ids }
    this.ground.callbacks.tell(textOf(body['ResultURL']), { Result }, 300)
    return { status: 200, body: { ...ids, ResponseCode: '0', ResponseDescription: 'Accepted' } }
  }

  /** Whose passkey made this password, with the timestamp beside it. */
  private passwordOwner(body: Body): SimShortcode | undefined {
    const store = textOf(body['BusinessShortCode'])
    return [...this.ground.town.shortcodes.values()].find((one) => {
      const made = Buffer.from(`${one.store}${one.passkey}${textOf(body['Timestamp'])}`).toString(
        'base64',
      )
      return one.store === store && made === body['Password']
    })
  }

  private isInitiator(body: Body): boolean {
    try {
      const sealed = Buffer.from(textOf(body['SecurityCredential']), 'base64')
      const key = createPrivateKey(this.ground.privateKey)
      const opened = privateDecrypt(
        { key, padding: constants.RSA_PKCS1_PADDING },
        sealed,
      ).toString()
      return body['InitiatorName'] === INITIATOR.name && opened === INITIATOR.password
    } catch {
      return false
    }
  }
}

/** Until nobody waits any more; 25 seconds at most. */
function tooLate({ socket }: IncomingMessage): Promise<unknown> {
  const hungUp = new Promise((done) => socket.once('close', done))
  return Promise.race([hungUp, sleep(25_000, undefined, { ref: false })])
}

const TOO_MANY = refused(500, '500.003.02', 'Error Occurred: Spike Arrest Violation')
const INVALID = refused(400, '400.002.02', 'Bad Request - Invalid Request Payload')
const MAINTENANCE = refused(
  500,
  '500.002.1001',
  'Service is currently under maintenance. Please try again later',
)

/** What may be said of something that was done all the same: by a gateway, or by Daraja itself. */
const OWN_WORDS = new Map<Fault, Answer>([
  ['answer-500', { status: 502, body: '<html>Bad gateway</html>' }],
  ['answer-error', refused(500, '500.003.1001', 'Internal Server Error')],
  ['answer-busy', refused(500, '500.003.02', 'System is busy. Please try again in few minutes.')],
])

function refused(status: number, errorCode: string, errorMessage: string): Answer {
  return { status, body: { requestId: randomUUID(), errorCode, errorMessage } }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

async function readJson(request: IncomingMessage): Promise<Body | undefined> {
  try {
    const body: unknown = JSON.parse(await textIn(request))
    return typeof body === 'object' && body !== null
      ? Object.fromEntries(Object.entries(body))
      : undefined
  } catch {
    return undefined
  }
}
