import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { closeAll, listenHere, textIn } from './local-server.ts'

const message = z.object({
  messaging_product: z.literal('whatsapp'),
  to: z.string().regex(/^\d{9,15}$/),
  type: z.literal('template'),
  template: z.object({
    name: z.string(),
    language: z.object({ code: z.string() }),
    components: z.array(
      z.object({
        type: z.literal('body'),
        parameters: z.array(
          z.object({
            type: z.literal('text'),
            // Meta refuses what holds line breaks, tabs or five blanks in a row (Graph API, 132018).
            text: z.string().regex(/^(?!.*(\n|\t| {5})).+$/s),
          }),
        ),
      }),
    ),
  }),
})
export type SentOverWhatsApp = z.infer<typeof message> & { readonly id: string }

export const CLOUD = { number: '105551234567890', token: 'sim-token', appSecret: 'sim-app-secret' }

/** WhatsApp's Cloud API as Meta's documents describe it: takes templates of one number, and signs what it tells by itself. */
export class SimWhatsApp {
  readonly sent: SentOverWhatsApp[] = []
  private refusal: { status: number; code: number; message: string } | undefined
  private readonly server = createServer((request, response) => void this.answer(request, response))

  listen(port = 0): Promise<string> {
    return listenHere(this.server, port)
  }

  close(): Promise<void> {
    return closeAll(this.server)
  }

  /** The next message is refused so. */
  refuseNext(status: number, code: number, said: string): void {
    this.refusal = { status, code, message: said }
  }

  /** What Meta tells a webhook, with its signature over the very bytes. */
  telling(value: object): { body: string; headers: Record<string, string> } {
    const changes = [{ field: 'messages', value: { messaging_product: 'whatsapp', ...value } }]
    const body = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: '1', changes }],
    })
    const signature = createHmac('sha256', CLOUD.appSecret).update(body).digest('hex')
    return { body, headers: { 'x-hub-signature-256': `sha256=${signature}` } }
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const said = this.reply(request, await textIn(request))
    response.writeHead(said.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(said.body))
  }

  private reply({ method, url, headers }: IncomingMessage, text: string) {
    if (method !== 'POST' || url?.endsWith(`/${CLOUD.number}/messages`) !== true)
      return refused(404, 100, 'Unsupported request')
    if (headers.authorization !== `Bearer ${CLOUD.token}`)
      return refused(401, 190, 'Invalid OAuth access token')
    const { refusal } = this
    this.refusal = undefined
    if (refusal) return refused(refusal.status, refusal.code, refusal.message)
    const read = message.safeParse(JSON.parse(text))
    if (!read.success) return refused(400, 100, 'Invalid parameter')
    const id = `wamid.${randomUUID()}`
    this.sent.push({ ...read.data, id })
    const contacts = [{ input: read.data.to, wa_id: read.data.to }]
    const messages = [{ id, message_status: 'accepted' }]
    return { status: 200, body: { messaging_product: 'whatsapp', contacts, messages } }
  }
}

function refused(status: number, code: number, said: string) {
  return { status, body: { error: { message: said, type: 'OAuthException', code } } }
}
