import type { IncomingMessage, ServerResponse } from 'node:http'
import { textIn } from './local-server.ts'

/** Whoever else's pages a browser shows, they play no payers here. */
const OWN_HOST = /^(127\.0\.0\.1|localhost)(:\d+)?$/
const NOT_KEPT = { 'cache-control': 'no-store', 'x-frame-options': 'DENY' }

export type PageAsk = {
  readonly method: string
  readonly url: URL
  readonly form: URLSearchParams
}
/** `text` is a page or a stamp; `to` sends the browser on. */
export type PageAnswer = { readonly text: string } | { readonly to: string }

/** Answers a person with a browser. False: it asks for no page of ours. */
export async function answerBrowser(
  answerPage: (ask: PageAsk) => Promise<PageAnswer | undefined>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { method = 'GET', headers } = request
  const url = new URL(request.url ?? '/', 'http://sim')
  const form = new URLSearchParams(method === 'POST' ? await textIn(request) : '')
  const isOurs = OWN_HOST.test(headers.host ?? '') && !isFromElsewhere(request)
  const answer = isOurs ? await answerPage({ method, url, form }) : undefined
  if (!answer) return false
  if ('to' in answer) {
    response.writeHead(303, { location: answer.to }).end()
    return true
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...NOT_KEPT })
  response.end(answer.text)
  return true
}

function isFromElsewhere({ method, headers }: IncomingMessage): boolean {
  const { origin, host } = headers
  return method === 'POST' && origin !== undefined && origin !== `http://${host}`
}
