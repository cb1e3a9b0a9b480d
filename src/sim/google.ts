import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { html, type Html } from '#platform/html.ts'
import { closeAll, listenHere, textIn } from './local-server.ts'

export type GoogleAccount = {
  readonly email: string
  readonly sub: string
  readonly email_verified?: boolean
  /** The organisation that has its mail at Google. */
  readonly hd?: string
}

/**
 * What may be wrong with what Google answers: another signature, audience, nonce or issuer; too old; no answer that can be read; none at
 * all.
 */
export const GOOGLE_FAULTS = [
  ...(['other-key', 'other-audience', 'other-nonce', 'other-issuer'] as const),
  ...(['expired', 'broken', 'silent'] as const),
] as const
export type GoogleFault = (typeof GOOGLE_FAULTS)[number]

export const GOOGLE_CLIENT = { id: 'kasi.apps.sim', secret: 'sim-google-secret' }
const TOKEN_LASTS_s = 3600
const LATE_s = 7200

type Asked = {
  readonly account: GoogleAccount
  readonly nonce: string
  readonly challenge: string
  readonly redirect: string
}
type Answer = { status: number; body: string; type: string; location?: string }

/**
 * Google as an OpenID provider, as it documents itself: an account is chosen, the browser goes back with a code that is good once, and
 * whoever has the client's secret and the verifier gets a signed token for it.
 */
export class SimGoogle {
  /** For the next answer, one each. */
  readonly upcoming: GoogleFault[] = []
  readonly accounts: GoogleAccount[]
  private readonly now: () => Temporal.Instant
  private readonly codes = new Map<string, Asked>()
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  private issuer = ''
  private readonly server = createServer((request, response) => {
    void this.answer(request).then((answer) => {
      if (answer === 'silent') return void request.socket.destroy()
      response.writeHead(answer.status, {
        'content-type': answer.type,
        ...(answer.location !== undefined && { location: answer.location }),
      })
      response.end(answer.body)
    })
  })

  constructor(now: () => Temporal.Instant, accounts: readonly GoogleAccount[] = []) {
    this.now = now
    this.accounts = [...accounts]
  }

  async listen(port = 0): Promise<string> {
    this.issuer = await listenHere(this.server, port)
    return this.issuer
  }

  close(): Promise<void> {
    return closeAll(this.server)
  }

  /** Somebody at the page of `address` takes this account; gives where their browser is sent back to. */
  choose(address: string, account: GoogleAccount): string {
    const asked = new URL(address).searchParams
    const code = randomBytes(24).toString('base64url')
    const redirect = asked.get('redirect_uri') ?? ''
    this.codes.set(code, {
      ...{ account, redirect, nonce: asked.get('nonce') ?? '' },
      challenge: asked.get('code_challenge') ?? '',
    })
    const back = new URL(redirect)
    back.search = new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString()
    return back.href
  }

  private async answer(request: IncomingMessage): Promise<Answer | 'silent'> {
    const url = new URL(request.url ?? '/', this.issuer)
    const form = new URLSearchParams(await textIn(request))
    if (url.pathname === '/oauth2/v3/certs') return json(200, { keys: [this.jwk()] })
    if (url.pathname === '/token') return this.token(form)
    if (url.pathname !== '/o/oauth2/v2/auth') return json(404, { error: 'not_found' })
    if (url.searchParams.get('client_id') !== GOOGLE_CLIENT.id) return page(400, STRANGER)
    if (request.method !== 'POST') return page(200, this.chooser())
    const email = form.get('email') ?? ''
    const account = this.accounts.find((one) => one.email === email) ?? accountOf(email)
    return { status: 303, body: '', type: 'text/plain', location: this.choose(url.href, account) }
  }

  private token(form: URLSearchParams): Answer | 'silent' {
    const fault = this.upcoming.shift()
    if (fault === 'silent') return 'silent'
    if (fault === 'broken') return json(502, 'Bad gateway')
    const code = form.get('code') ?? ''
    const asked = this.codes.get(code)
    this.codes.delete(code)
    const isClient =
      form.get('client_id') === GOOGLE_CLIENT.id &&
      form.get('client_secret') === GOOGLE_CLIENT.secret
    if (!isClient) return json(401, { error: 'invalid_client' })
    const verifier = form.get('code_verifier') ?? ''
    const isTheirs =
      asked?.challenge === createHash('sha256').update(verifier).digest('base64url') &&
      asked.redirect === form.get('redirect_uri')
    if (!asked || !isTheirs) return json(400, { error: 'invalid_grant' })
    return json(200, {
      ...{ access_token: 'sim', token_type: 'Bearer', expires_in: TOKEN_LASTS_s },
      id_token: this.signed(asked, fault),
    })
  }

  private signed({ account, nonce }: Asked, fault: GoogleFault | undefined): string {
    const now_s = Math.floor(this.now().epochMilliseconds / 1000)
    const at_s = fault === 'expired' ? now_s - LATE_s : now_s
    const claims = {
      iss: fault === 'other-issuer' ? 'https://accounts.example.org' : this.issuer,
      aud: fault === 'other-audience' ? 'another.apps.sim' : GOOGLE_CLIENT.id,
      nonce: fault === 'other-nonce' ? 'another' : nonce,
      ...{ email_verified: true, ...account, iat: at_s, exp: at_s + TOKEN_LASTS_s },
    }
    const head = { alg: 'RS256', typ: 'JWT', kid: 'sim' }
    const signed = [head, claims].map(base64).join('.')
    const { privateKey } =
      fault === 'other-key' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : this.keys
    return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
  }

  private jwk() {
    return {
      ...this.keys.publicKey.export({ format: 'jwk' }),
      alg: 'RS256',
      use: 'sig',
      kid: 'sim',
    }
  }

  private chooser(): Html {
    const known = this.accounts.map(
      ({ email }) => html`<button name="email" value="${email}">${email}</button>`,
    )
    return html`<h1>Choose an account</h1>
      <p>The simulated Google of the demo.</p>
      <form method="post">${known}</form>
      <form method="post">
        <label>Another address<input name="email" type="email" required /></label
        ><button>Continue</button>
      </form>`
  }
}

const STRANGER = html`<h1>Error 401: invalid_client</h1>`
const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:24rem;margin:2rem auto;padding:0 1rem}form{display:grid;gap:.5rem;margin:1rem 0}label{display:grid;gap:.25rem}input,button{font:inherit;min-height:2.75rem;padding:.5rem .75rem;border-radius:.5rem;border:1px solid currentcolor;background:transparent;color:inherit;text-align:left}`

function page(status: number, body: Html): Answer {
  const text = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Google (simulated)</title><meta name="viewport" content="width=device-width,initial-scale=1"><style>${STYLE}</style></head><body><main>${body.text}</main></body></html>`
  return { status, body: text, type: 'text/html; charset=utf-8' }
}

function json(status: number, body: unknown): Answer {
  return { status, body: JSON.stringify(body), type: 'application/json' }
}

function base64(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** Whoever has mail of their own domain in this town has it at Google. */
export function accountOf(email: string): GoogleAccount {
  const domain = email.split('@')[1] ?? ''
  return { email, sub: subOf(email), ...(!ELSEWHERE.has(domain) && { hd: domain }) }
}

const ELSEWHERE = new Set(['gmail.com', 'yahoo.com', 'outlook.com', 'hotmail.com'])

function subOf(email: string): string {
  return BigInt(`0x${createHash('sha256').update(email).digest('hex').slice(0, 16)}`).toString()
}
