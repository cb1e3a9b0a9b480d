import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { answerBrowser } from './browser.ts'
import { FaultLab } from './fault-lab.ts'
import type { LetterFault } from './letter-faults.ts'
import { closeAll, listenHere, textIn } from './local-server.ts'
import { TEXT_FAULTS, type TextFault, type TextOnPhone } from './text-faults.ts'
import { answerLab } from './texts-lab.ts'

type Body = Readonly<Record<string, unknown>>
type Answer = { readonly status: number; readonly body: unknown }

const KEPT_MAX = 1000
const NOT_OURS: Answer = { status: 404, body: {} }
const PART_cost = 'KES 0.8000'

/**
 * The gateways of Kenya and the phones behind them: Africa's Talking, the platform of Advanta and its like, and WhatsApp's Cloud API,
 * each at its own paths and in its own words.
 */
export class SimTexts {
  readonly phones: TextOnPhone[] = []
  /** For the next texts, one each. */
  readonly upcoming: TextFault[] = []
  /** For every text, until it is taken away. */
  always: TextFault | undefined
  /** By chance, or chosen on the page /lab. */
  readonly faults = new FaultLab<TextFault>()
  /** Of the mail beside it, chosen on the same page. */
  letterFaults: FaultLab<LetterFault> | undefined
  /** Where Africa's Talking is told to report, which a person types into its settings. */
  reportUrl: string | undefined
  private readonly now: () => Temporal.Instant
  private readonly came: (text: TextOnPhone) => void
  private readonly server: Server
  private readonly reports = new Map<string, 'delivered' | 'failed'>()
  private readonly untold: { id: string; status: 'Success' | 'Failed' }[] = []
  private count: number

  constructor(now: () => Temporal.Instant, came: (text: TextOnPhone) => void = () => undefined) {
    this.now = now
    // Numbers do not begin anew when the town is put up again.
    this.count = now().epochMilliseconds
    this.came = came
    this.server = createServer((request, response) => void this.serve(request, response))
  }

  async listen(port = 0): Promise<string> {
    return listenHere(this.server, port)
  }

  async close(): Promise<void> {
    await closeAll(this.server)
  }

  /** What came to one phone, oldest first. */
  on(phone: string): TextOnPhone[] {
    return this.phones.filter(({ to }) => to === phone)
  }

  /** Tells what is to be told. */
  async settle(): Promise<void> {
    for (const { id, status } of this.untold.splice(0))
      await this.tell('report', { id, status, phoneNumber: '', networkCode: '63902' })
  }

  /** Somebody answers a text. */
  async reply(from: string, text: string): Promise<void> {
    await this.tell('inbox', { from, text, to: 'SAVANNA', id: `in-${++this.count}` })
  }

  private async tell(what: 'report' | 'inbox', body: Record<string, string>): Promise<void> {
    if (this.reportUrl === undefined) return
    const url = this.reportUrl.replace(/report$/, what)
    await fetch(url, { method: 'POST', body: new URLSearchParams(body) }).catch(() => undefined)
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { faults: texts, letterFaults: letters, phones } = this
    const isPage = /^\/(?:$|lab)/.test(request.url ?? '')
    const lab = { texts, letters, phones }
    if (isPage && (await answerBrowser((ask) => answerLab(lab, ask), request, response))) return
    const answer = isPage ? NOT_OURS : await this.answer(request)
    if (answer === 'silent') return void request.socket.destroy()
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer.body))
  }

  private async answer(request: IncomingMessage): Promise<Answer | 'silent'> {
    const text = await textIn(request)
    const path = new URL(request.url ?? '/', 'http://sim').pathname
    if (path === '/version1/messaging') return this.africasTalking(new URLSearchParams(text))
    const body = json(text)
    if (path === '/api/services/sendsms/') return this.bulk(body)
    if (path === '/api/services/getdlr/') return this.bulkReport(body)
    if (path.endsWith('/messages')) return this.whatsApp(body)
    return NOT_OURS
  }

  private async africasTalking(form: URLSearchParams): Promise<Answer | 'silent'> {
    const fault = this.draw()
    if (fault === 'broken') return { status: 502, body: 'Bad gateway' }
    const to = form.get('to') ?? ''
    if (fault === 'refuse') return taken201(403, 'InvalidPhoneNumber', to, 'None')
    if (fault === 'blocked') return taken201(406, 'UserInBlacklist', to, 'None')
    if (fault === 'poor') return taken201(405, 'InsufficientBalance', to, 'None')
    const id = `ATXid_${fault === 'known-number' ? this.count : ++this.count}`
    this.deliver(fault, {
      id,
      to,
      from: form.get('from') ?? '',
      text: form.get('message') ?? '',
      by: 'africastalking',
    })
    const status = fault === 'undelivered' ? 'Failed' : 'Success'
    if (fault !== 'unreported') this.untold.push({ id, status })
    if (fault === 'twice') this.untold.push({ id, status })
    if (fault === 'early') await this.settle()
    return fault === 'silent' ? 'silent' : taken201(101, 'Success', to, id)
  }

  private bulk(body: Body): Answer | 'silent' {
    const fault = this.draw()
    if (fault === 'broken') return { status: 500, body: 'error' }
    const mobile = textOf(body['mobile'])
    const answer = (code: number, description: string, messageid?: number): Answer => ({
      status: 200,
      body: {
        responses: [
          {
            'respose-code': code,
            'response-description': description,
            mobile,
            messageid,
            networkid: '1',
          },
        ],
      },
    })
    if (fault === 'refuse') return answer(1003, 'Invalid mobile number')
    if (fault === 'blocked') return answer(1002, 'Network not allowed')
    if (fault === 'poor') return answer(1004, 'Low bulk credits')
    const id = ++this.count
    this.deliver(fault, {
      ...{ id: String(id), to: `+${mobile}`, from: textOf(body['shortcode']) },
      ...{ text: textOf(body['message']), by: 'bulk' },
    })
    if (fault !== 'unreported')
      this.reports.set(String(id), fault === 'undelivered' ? 'failed' : 'delivered')
    return fault === 'silent' ? 'silent' : answer(200, 'Success', id)
  }

  private bulkReport(body: Body): Answer {
    const known = this.reports.get(textOf(body['messageID']))
    const status = known === 'delivered' ? 'DeliveredToTerminal' : 'Undelivered'
    return {
      status: 200,
      body: {
        responses: [
          known
            ? { 'respose-code': 200, 'delivery-status': status }
            : { 'respose-code': 1008, 'response-description': 'No DLR' },
        ],
      },
    }
  }

  private whatsApp(body: Body): Answer | 'silent' {
    const fault = this.draw()
    if (fault === 'broken') return { status: 500, body: {} }
    if (fault === 'refuse' || fault === 'blocked')
      return { status: 400, body: { error: { code: 131_026, message: 'Message undeliverable' } } }
    if (fault === 'poor')
      return { status: 401, body: { error: { code: 190, message: 'Access token has expired' } } }
    const id = `wamid.${++this.count}`
    const template = body['template'] as
      | { components?: { parameters?: { text?: string }[] }[] }
      | undefined
    this.deliver(fault, {
      ...{ id, to: `+${textOf(body['to'])}`, from: 'WhatsApp', by: 'whatsapp' },
      text: template?.components?.[0]?.parameters?.[0]?.text ?? '',
    })
    return fault === 'silent'
      ? 'silent'
      : { status: 200, body: { messaging_product: 'whatsapp', messages: [{ id }] } }
  }

  private deliver(fault: TextFault | undefined, text: Omit<TextOnPhone, 'at'>): void {
    if (fault === 'undelivered') return
    const arrived = { ...text, at: this.now() }
    this.phones.push(arrived)
    this.came(arrived)
    if (this.phones.length > KEPT_MAX) this.phones.shift()
  }

  private draw(): TextFault | undefined {
    const chosen = this.upcoming.shift() ?? this.always
    return chosen ?? [...this.faults.draw(TEXT_FAULTS)][0]
  }
}

function taken201(statusCode: number, status: string, number: string, messageId: string): Answer {
  const recipient = {
    statusCode,
    status,
    number,
    messageId,
    cost: statusCode === 101 ? PART_cost : '0',
    messageParts: 1,
  }
  return {
    status: 201,
    body: { SMSMessageData: { Message: 'Sent to 1/1', Recipients: [recipient] } },
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function json(text: string): Body {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? Object.fromEntries(Object.entries(body)) : {}
  } catch {
    return {}
  }
}
