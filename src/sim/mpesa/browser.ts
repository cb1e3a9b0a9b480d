import type { IncomingMessage, ServerResponse } from 'node:http'
import { textIn } from '../local-server.ts'
import { answerPage } from './pages.ts'

/** Whoever else's pages a browser shows, they play no payers here. */
const OWN_HOST = /^(127\.0\.0\.1|localhost)(:\d+)?$/
const NOT_KEPT = { 'cache-control': 'no-store', 'x-frame-options': 'DENY' }

/** Answers a person with a browser. False: it asks for no page of ours. */
export async function answerBrowser(
  ground: Parameters<typeof answerPage>[0],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { method = 'GET', headers } = request
  const url = new URL(request.url ?? '/', 'http://sim')
  const form = new URLSearchParams(method === 'POST' ? await textIn(request) : '')
  const isOurs = OWN_HOST.test(headers.host ?? '') && !isFromElsewhere(request)
  const answer = isOurs ? await answerPage(ground, { method, url, form }) : undefined
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
