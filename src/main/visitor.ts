import { confirmTotp, startTotp } from '#modules/staff/contract.ts'
import { createClient, type Client } from '#kernel/client.ts'
import type { Http } from '#platform/http/http.ts'
import { totpCode } from '#platform/totp.ts'

/** Somebody at a browser of their own: the typed client with a jar for cookies, without a socket. */
export type Visitor = Client & {
  /** What the browser would send along. */
  cookies(): string
}

export function openVisitor(http: Http, origin: URL): Visitor {
  const jar = new Map<string, string>()
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')

  const client = createClient({
    baseUrl: origin.origin,
    tries: 1,
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input)
      const body = init?.body
      const response = await http.inject({
        method: init?.method ?? 'GET',
        url: url.pathname + url.search,
        headers: {
          ...Object.fromEntries(new Headers(init?.headers)),
          host: origin.host,
          'sec-fetch-site': 'same-origin',
          ...(jar.size > 0 && { cookie: cookies() }),
        },
        ...(typeof body === 'string' && { payload: body }),
      })
      for (const { name, value, maxAge } of response.cookies as Cookie[]) {
        if (maxAge === 0) jar.delete(name)
        else jar.set(name, value)
      }
      const isEmpty = response.statusCode === 204
      return new Response(isEmpty ? null : new Uint8Array(response.rawPayload), {
        status: response.statusCode,
        headers: flat(response.headers),
      })
    },
  })
  return { ...client, cookies }
}

type Cookie = { name: string; value: string; maxAge?: number }

function flat(headers: Record<string, number | string | string[] | undefined>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || name === 'set-cookie' ? [] : [[name, String(value)]],
  )
}

/** Sets an authenticator app up for whoever is signed in; `keep` is given the secret before it counts. */
export async function addAuthenticator(
  visitor: Visitor,
  about: { now: () => Temporal.Instant; keep?: (secret: string) => void },
): Promise<string> {
  const { secret } = await visitor.call(startTotp, {})
  about.keep?.(secret)
  await visitor.call(confirmTotp, { code: await totpCode(secret, about.now()) })
  return secret
}
