import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody } from '#kernel/actor.ts'
import { refusal } from '#kernel/refusal.ts'
import { html } from '#platform/html.ts'
import { createHttp, type Http } from '#platform/http/http.ts'
import { defineModule } from '#platform/manifest.ts'
import { testUnits } from '#platform/testing.ts'

const tooWet = refusal('pier.too_wet', 409, 'It is too wet for {what}.')
const style = 'p{color:#123}'
const pier = defineModule({
  name: 'pier',
  pages: [
    {
      name: 'pier.walk',
      path: '/pier/:plank',
      show: async (_read, { params, field, refusal: why }) => ({
        ...{ kind: 'page', title: 'Pier <1>', language: 'en', style },
        body: html`<p>${params['plank']} ${field('q')} ${why?.message}</p>`,
        next: { after_s: 3, to: '/pier/2?a=1&b="2"' },
      }),
      guesses: { field: 'who', by: 'field' },
      take: async (tx, { field }) => {
        await sql`insert into public.step values (${field('what')})`.execute(tx.sql)
        if (field('what') === 'thrown') throw tooWet({ what: 'thrown' })
        return field('what') === 'kept' ? tooWet({ what: 'kept' }) : { kind: 'go', to: '/pier/2' }
      },
    },
    {
      name: 'pier.jump',
      path: '/pier/jump',
      show: async (_read, { refusal: why }) => ({
        ...{ kind: 'page', title: 'Jump', language: 'en', style },
        body: html`<p>${why?.message}</p>`,
      }),
      takeTogether: async (tx, asks) => {
        const who = asks.map(({ field }) => field('who'))
        await sql`insert into public.step values (${who.join()})`.execute(tx.sql)
        if (who.includes('thrown')) throw tooWet({ what: 'thrown' })
        return who.map((one) =>
          one === 'kept' ? tooWet({ what: one }) : { kind: 'go', to: `/pier/${one}` },
        )
      },
    },
  ],
})

let http: Http
let steps: () => Promise<unknown[]>
beforeAll(async () => {
  const units = await testUnits({ manifests: [pier] })
  await sql`create table public.step (what text not null)`.execute(units.database.sql)
  steps = async () => (await units.database.pool.query('select what from public.step')).rows
  http = await createHttp({
    ...{ manifests: [pier], units, clock: units.clock, log: pino({ level: 'silent' }) },
    authenticate: async () => nobody,
    paces: { guessAccount: { burst: 3, perMinute: 1 } },
  })
})
afterAll(() => http.close())

const post = (form: Record<string, string>, headers: Record<string, string> = {}, at = '1') =>
  http.inject({
    ...{ method: 'POST', url: `/pier/${at}`, payload: new URLSearchParams(form).toString() },
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })

test('what is put into a page stays text, and nothing but its own style counts', async () => {
  const { body, headers } = await http.inject({
    method: 'GET',
    url: '/pier/1?q=%3Cscript%3E%22%27&q=again&more=%00',
  })
  expect(body).toContain('<p>1 &lt;script&gt;&quot;&#39; </p>')
  expect(body).toContain('<title>Pier &lt;1&gt;</title>')
  expect(body).toContain('content="3;url=/pier/2?a=1&amp;b=&quot;2&quot;"')
  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; img-src 'self' data:; form-action 'self'/,
  )
  expect(headers['cache-control']).toBe('no-store')
})

test('a form goes on to another page; what is refused is shown in its own, thrown and undone or given back and kept', async () => {
  const done = await post({ what: 'done' })
  expect([done.statusCode, done.headers.location]).toEqual([303, '/pier/2'])
  for (const what of ['thrown', 'kept']) {
    const refused = await post({ what })
    expect([refused.statusCode, refused.body]).toEqual([409, expect.stringContaining('too wet')])
  }
  expect(await steps()).toEqual([{ what: 'done' }, { what: 'kept' }])
})

test('forms of other sites are not taken, and who guesses at a field waits', async () => {
  const foreign = await post({ what: 'done' }, { origin: 'https://evil.example' })
  expect(foreign.statusCode).toBe(403)
  const tries = []
  for (let n = 0; n < 4; n++) tries.push((await post({ what: 'done', who: 'Amina' })).statusCode)
  expect(tries).toEqual([303, 303, 303, 429])
  expect((await post({ what: 'done', who: 'Juma' })).statusCode).toBe(303)
  const json = await http.inject({ method: 'POST', url: '/pier/1', payload: { what: 'x' } })
  expect([json.statusCode, json.headers['content-type']]).toEqual([415, 'text/html; charset=utf-8'])
})

test('what many send at once is taken together, and each has its own answer; who throws is alone', async () => {
  const before = (await steps()).length
  const all = ['one', 'two', 'kept', 'four', 'thrown', 'six']
  const answers = await Promise.all(all.map((who) => post({ who }, {}, 'jump')))
  expect(answers.map(({ statusCode, headers }) => headers.location ?? statusCode)).toEqual([
    ...['/pier/one', '/pier/two', 409, '/pier/four', 409, '/pier/six'],
  ])
  const took = (await steps()).slice(before).map((row) => String(Object.values(row as object)[0]))
  expect(took.join().split(',').toSorted()).toEqual(['four', 'kept', 'one', 'six', 'two'])
  expect(took.length).toBeLessThan(5)
})
