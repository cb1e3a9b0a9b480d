import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { system } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import { GroupCommit } from '#platform/group-commit.ts'
import { html, type Html } from '#platform/html.ts'
import { giveDevice } from '#platform/http/answer.ts'
import { busyInWords } from '#platform/http/busy.ts'
import { originOf, type Crossing } from '#platform/http/crossing.ts'
import { describeFailure } from '#platform/http/failure.ts'
import { dataHeaders } from '#platform/http/headers.ts'
import { deviceOf } from '#platform/http/limits.ts'
import type { Ground } from '#platform/http/options.ts'
import { checkOrigin } from '#platform/http/origin.ts'
import { queryFields } from '#platform/http/parse.ts'
import type { Page, PageAnswer, PageAsk } from '#platform/pages.ts'

const FORM_BYTES_MAX = 16 * 1024
const FIELD_CHARS_MAX = 4_000
const FORM = 'application/x-www-form-urlencoded'

/** Pages made by the server. Their forms come as browsers send them; the rest of the edge takes nothing but JSON. */
export function mountPages(app: FastifyInstance, ground: Ground): void {
  const pages = ground.manifests.flatMap((manifest) => manifest.pages ?? [])
  void app.register(async (own) => {
    own.removeAllContentTypeParsers()
    own.addContentTypeParser(FORM, { parseAs: 'string' }, (_request, body, done) =>
      done(null, String(body)),
    )
    own.setErrorHandler((error, request, reply) => sayFailure(error, request, reply, ground))
    for (const page of pages) mountPage(own, page, ground)
  })
}

function mountPage(app: FastifyInstance, page: Page, ground: Ground): void {
  const { take } = page
  const begin = async (request: FastifyRequest) => {
    const { crossing } = request
    crossing.name = page.name
    crossing.actor = system('pages')
    checkOrigin(request.method, crossing.call.headers, ground.publicUrl?.origin)
    giveDevice(crossing, request.protocol === 'https')
  }
  const showing = (ask: PageAsk, request: FastifyRequest) =>
    ground.units.read(originOf(request.crossing), (read) => page.show(read, ask))
  app.route({
    method: 'GET',
    url: page.path,
    onRequest: begin,
    handler: async (request, reply) => {
      const at = request.url.indexOf('?')
      const ask = askOf(request, at < 0 ? '' : request.url.slice(at + 1))
      return send(await showing(ask, request), request, reply)
    },
  })
  const taking = page.takeTogether
    ? takingTogether(page, page.takeTogether, ground)
    : take && takingAlone(take, ground)
  if (!taking) return
  app.route({
    method: 'POST',
    url: page.path,
    bodyLimit: FORM_BYTES_MAX,
    onRequest: begin,
    handler: async (request, reply) => {
      const ask = askOf(request, typeof request.body === 'string' ? request.body : '')
      const { crossing } = request
      await refuseGuesses(page, ask, ground)
      const done = await taking(ask, crossing).catch((error: unknown) => {
        if (error instanceof Refusal) return error
        throw error
      })
      if (!(done instanceof Refusal)) return send(done, request, reply)
      crossing.code = done.code
      crossing.added.restart()
      return send(await showing({ ...ask, refusal: done }, request), request, reply, done.status)
    },
  })
}

async function refuseGuesses({ guesses }: Page, ask: PageAsk, ground: Ground): Promise<void> {
  if (!guesses) return
  const fields = Object.fromEntries(ask.fields)
  await ground.limits.forGuess({ guessedField: guesses.field }, fields, ask.call, guesses.by)
}

type Taking = (ask: PageAsk, crossing: Crossing) => Promise<PageAnswer | Refusal>

function takingAlone(work: NonNullable<Page['take']>, { units }: Ground): Taking {
  return (ask, crossing) =>
    units.unit(originOf(crossing), async (tx) => {
      crossing.added.restart()
      const answer = await work(tx, ask)
      if (answer instanceof Refusal) audit(tx, { refused: answer.code })
      return answer
    })
}

/** More would have the first wait for the last. */
const TOGETHER = { waiting: 1_000, batch: 50, lanes: 2 }

function takingTogether(
  { name }: Page,
  work: NonNullable<Page['takeTogether']>,
  { units }: Ground,
): Taking {
  type Asked = { readonly ask: PageAsk; readonly crossing: Crossing }
  const together = new GroupCommit<Asked, PageAnswer | Refusal>((asked) => {
    const [first] = asked
    // Whoever comes alone, as nearly everybody does, is in the audit trail with their address.
    const lone = asked.length === 1 ? first : undefined
    const origin = lone ? originOf(lone.crossing) : { actor: system('pages'), name }
    return units.unit(origin, async (tx) => {
      for (const { crossing } of asked) crossing.added.restart()
      const answers = await work(
        tx,
        asked.map(({ ask }) => ask),
      )
      const [answer] = answers
      if (lone && answer instanceof Refusal) audit(tx, { refused: answer.code })
      return answers
    })
  }, TOGETHER)
  return (ask, crossing) =>
    together.add({ ask, crossing }).catch((error: unknown) => Promise.reject(busyInWords(error)))
}

function askOf(request: FastifyRequest, fields: string): PageAsk {
  const known = new Map<string, string>()
  // Routers and browsers add what they like; what is said twice counts once, and what is too long is nothing of ours.
  for (const [name, value] of queryFields(fields))
    if (!known.has(name) && value.length <= FIELD_CHARS_MAX && isText(value)) known.set(name, value)
  const { call } = request.crossing
  return {
    params: request.params as Record<string, string>, // the router's own: decoded texts by their names
    field: (name) => known.get(name) ?? '',
    fields: known,
    call,
    device: deviceOf(call),
  }
}

/** NUL has no place in PostgreSQL text, and half a surrogate pair has no UTF-8 form. */
function isText(value: string): boolean {
  return !value.includes('\u0000') && value.isWellFormed()
}

function send(
  answer: PageAnswer,
  request: FastifyRequest,
  reply: FastifyReply,
  status?: number,
): FastifyReply {
  request.crossing.added.writeTo(reply)
  const isOverTls = request.protocol === 'https'
  // 303: the browser asks for the next page with GET, and going back sends no form again.
  if (answer.kind === 'go')
    return reply.code(303).headers(dataHeaders(isOverTls)).header('location', answer.to).send()
  return reply
    .code(status ?? answer.status ?? 200)
    .headers({ ...dataHeaders(isOverTls), ...pageOnly(answer.style) })
    .send(documentOf(answer))
}

/** Nothing runs; style is the one text that was meant, pictures are ours. Addresses may hold who somebody is, so none is passed on to others; ours need it, or forms would come from nowhere (Origin: null). */
function pageOnly(style: string): Record<string, string> {
  const hash = createHash('sha256').update(style).digest('base64')
  return {
    'content-type': 'text/html; charset=utf-8',
    'referrer-policy': 'same-origin',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  }
}

function documentOf({ title, language, style, body, next }: PageAnswer & { kind: 'page' }): string {
  const refresh: Html | false =
    next !== undefined &&
    html`<meta
      http-equiv="refresh"
      content="${next.after_s}${next.to === undefined ? '' : `;url=${next.to}`}"
    />`
  // The style is ours and may hold no markup; it is put in as it is, because its hash is of that.
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8">${html`<title>${title}</title>${refresh}`.text}<meta name="viewport" content="width=device-width,initial-scale=1"><style>${style}</style></head><body>${body.text}</body></html>`
}

function sayFailure(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  ground: Ground,
): FastifyReply {
  const { problem, headers } = describeFailure(thrown, request, reply, ground)
  const style = 'body{font:16px/1.5 sans-serif;margin:2rem auto;max-width:26rem;padding:0 1rem}'
  const answer: PageAnswer = {
    ...{ kind: 'page', title: problem.title, language: 'en', style, status: problem.status },
    body: html`<h1>${problem.title}</h1>
      <p>${problem.detail}</p>`,
  }
  return send(answer, request, reply.headers(headers))
}
