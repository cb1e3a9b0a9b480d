import type { Endpoint, InputOf, ParsedReplyOf } from '#kernel/endpoint.ts'
import { problem, type Problem } from '#kernel/problem.ts'

export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
export const ANDROID =
  'Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'

/** A browser at one person's desk: keeps its cookies and speaks in contracts. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #address: URL
  readonly #userAgent: string

  constructor(address: URL, userAgent: string = FIREFOX) {
    this.#address = address
    this.#userAgent = userAgent
  }

  /** What the server answers when it says yes; throws its problem otherwise. */
  async call<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<ParsedReplyOf<E>> {
    const response = await this.send(endpoint, input)
    const body: unknown = await response.json()
    if (!response.ok) throw new Error(`${endpoint.name}: ${JSON.stringify(body)}`)
    // The server's own writer has checked it against the same contract.
    return endpoint.reply.parse(body) as ParsedReplyOf<E>
  }

  /** What the server answers when it says no; throws when it says yes. */
  async refused<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<Problem> {
    const response = await this.send(endpoint, input)
    if (response.ok) throw new Error(`${endpoint.name} was not refused: ${await response.text()}`)
    return problem.parse(await response.json())
  }

  async send<E extends Endpoint>(
    endpoint: E,
    input: InputOf<E>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const fields = new Map(Object.entries(input ?? {}))
    const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => {
      const value = String(fields.get(name))
      fields.delete(name)
      return encodeURIComponent(value)
    })
    const url = new URL(path, this.#address)
    const takesBody = endpoint.method !== 'GET' && endpoint.method !== 'DELETE'
    if (!takesBody)
      for (const [name, value] of fields)
        for (const one of Array.isArray(value) ? value : [value])
          url.searchParams.append(name, String(one))
    const response = await fetch(url, {
      method: endpoint.method,
      headers: {
        'user-agent': this.#userAgent,
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(takesBody && { 'content-type': 'application/json', origin: this.#address.origin }),
        ...headers,
      },
      ...(takesBody && { body: JSON.stringify(Object.fromEntries(fields)) }),
    })
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
    return response
  }

  #keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    if (/Max-Age=0/.test(cookie)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}
