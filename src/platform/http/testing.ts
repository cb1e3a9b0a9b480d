import { sql } from 'kysely'
import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { refusal } from '#kernel/refusal.ts'
import { defineModule } from '#platform/manifest.ts'
import { serve, serveFile } from '#platform/serve.ts'

/** A shop with an endpoint for each thing that HTTP must do right. */
const broken = refusal('shop.broken', 409, 'The {thing} is broken.')

const say = endpoint({
  name: 'shop.say',
  method: 'POST',
  path: '/api/shop/:shopId/say',
  access: 'shop.change',
  summary: 'Says it back.',
  input: z.object({
    shopId: z.string(),
    text: z.string().max(200_000),
    inner: z.object({ deep: z.array(z.object({ a: z.string() })) }).optional(),
  }),
  reply: z.object({ shopId: z.string(), text: z.string() }),
})

const look = endpoint({
  name: 'shop.look',
  method: 'GET',
  path: '/api/shop',
  access: 'anyone',
  summary: 'Reads its query back.',
  input: z.object({
    count: z.number().int().optional(),
    isOpen: z.boolean().optional(),
    tags: z.array(z.string()).optional(),
    q: z.string().optional(),
  }),
  reply: z.object({
    count: z.number().optional(),
    isOpen: z.boolean().optional(),
    tags: z.array(z.string()).optional(),
    q: z.string().optional(),
  }),
})

const misbehave = endpoint({
  name: 'shop.misbehave',
  method: 'POST',
  path: '/api/shop/misbehave',
  access: 'anyone',
  summary: 'Fails in the way that is asked for.',
  input: z.object({
    how: z.enum(['refuse', 'refuse-and-keep', 'bug', 'wrong-reply', 'bad-sql', 'cookie']),
  }),
  reply: z.object({ ok: z.boolean() }),
})

const secret = endpoint({
  name: 'shop.open-safe',
  method: 'POST',
  path: '/api/shop/safe',
  access: 'shop.change',
  summary: 'Asks for a fresh proof.',
  stepUp: true,
  input: nothing,
  reply: nothing,
})

const atSite = endpoint({
  name: 'shop.at-site',
  method: 'GET',
  path: '/api/shop/sites/:siteId',
  access: 'shop.change',
  reach: 'site',
  summary: 'Belongs to one site.',
  input: z.object({ siteId: z.string() }),
  reply: nothing,
})

const logo = endpoint({
  name: 'shop.logo',
  method: 'GET',
  path: '/api/shop/logo',
  access: 'anyone',
  kind: 'file',
  summary: 'A picture.',
  input: nothing,
  reply: nothing,
})

export const shop = defineModule({
  name: 'shop',
  permissions: { 'shop.change': 'Change the shop' },
  routes: [
    serve(say, async (_tx, input) => ({ ...input, leaked: 'a column that nobody declared' })),
    serve(look, async (_read, input) => input),
    serve(misbehave, async (tx, { how }, call) => {
      switch (how) {
        case 'refuse':
          await sql`insert into public.seen values ('refuse')`.execute(tx.sql)
          throw broken({ thing: 'till' })
        case 'refuse-and-keep':
          await sql`insert into public.seen values ('keep')`.execute(tx.sql)
          return broken({ thing: 'door' })
        case 'bug':
          throw new Error('password=hunter2 in shop.ts', { cause: new Error('deeper') })
        case 'wrong-reply':
          return { ok: 'yes' } as unknown as { ok: boolean }
        case 'bad-sql':
          await sql`select * from no_such_table`.execute(tx.sql)
          return { ok: true }
        case 'cookie':
          call.addCookie('a=1; Path=/')
          call.addCookie('b=2; Path=/')
          call.setHeader('x-shop', 'open')
          return { ok: true }
      }
    }),
    serve(secret, async () => ({})),
    serve(atSite, async () => ({})),
    serveFile(logo, async () => ({
      bytes: Buffer.from('<svg/>'),
      mediaType: 'image/svg+xml',
      name: 'our “logo”.svg',
      as: 'inline',
      tag: 'v1',
    })),
  ],
})
