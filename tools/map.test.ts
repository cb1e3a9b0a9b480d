import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { defineEvent, on } from '#platform/events.ts'
import { defineModule } from '#platform/manifest.ts'
import { serve } from '#platform/serve.ts'
import { drawMap } from './map.ts'
import { readEffects } from './map/effects.ts'
import { renderMap } from './map/render.ts'
import { readTree, sourcesOf } from './source.ts'

/** The whole source is read, on a machine that may be doing everything else as well. */
const PATIENCE_MS = 120_000

test(
  'docs/MAP.md is as the source has it; `npm run map` draws it again',
  { timeout: PATIENCE_MS },
  () => {
    const tree = readTree(resolve(import.meta.dirname, '..'))
    expect(tree.get('docs/MAP.md')).toBe(drawMap(tree))
  },
)

const SHOP = new Map([
  [
    'src/modules/shop/contract.ts',
    "export * from './contract/buy.ts'\nexport const look = endpoint({ name: 'shop.look' })",
  ],
  ['src/modules/shop/contract/buy.ts', "export const buy = endpoint({ name: 'shop.buy' })"],
  [
    'src/modules/shop/events.ts',
    "export const sold = defineEvent('shop.sold', z.object({}))\nexport const rang = defineEvent('shop.rang', z.object({}))",
  ],
  [
    'src/modules/shop/jobs.ts',
    "import { ring } from './commands/ring.ts'\nexport const wrapJob = defineJob('shop.wrap', z.object({}))\nexport const wrap = work(wrapJob, ({ unit }) => unit((tx) => ring(tx)))",
  ],
  [
    'src/modules/shop/commands/sell.ts',
    "import { sold } from '../events.ts'\nimport { wrapJob } from '../jobs.ts'\nimport { ring } from './ring.ts'\nexport async function sell(tx) { await ring(tx); tx.emit(sold, {}); tx.later(wrapJob, {}) }",
  ],
  [
    'src/modules/shop/commands/ring.ts',
    "import { rang } from '../events.ts'\nexport function ring(tx) { tx.emit(rang, {}) }",
  ],
  ['src/modules/shop/index.ts', "export { sell } from './commands/sell.ts'"],
  [
    'src/modules/shop/routes.ts',
    "import { sell } from './index.ts'\nimport * as contract from './contract.ts'\nconst buying = (tx) => sell(tx)\nexport const routes = [serve(contract.look, (read, input) => ({ sell: input.sell })), serve(contract.buy, async (tx) => buying(tx))]",
  ],
  [
    'src/modules/till/reactions.ts',
    "import { sold } from '../shop/events.ts'\nimport { ring } from '../shop/commands/ring.ts'\nexport const reactions = [on(sold, 'till.count', (tx) => ring(tx))]",
  ],
])

test('effects are followed through doors, namespaces, helpers and commands of commands', () => {
  const effects = readEffects(sourcesOf(SHOP))
  expect(Object.fromEntries(effects.routes())).toEqual({
    'shop.look': { commands: [], emits: [], leaves: [] },
    'shop.buy': {
      commands: ['shop.sell', 'shop.ring'],
      emits: ['shop.rang', 'shop.sold'],
      leaves: ['shop.wrap'],
    },
  })
  expect(Object.fromEntries(effects.reactions())).toEqual({
    'till.count': { commands: ['shop.ring'], emits: ['shop.rang'], leaves: [] },
  })
  expect(Object.fromEntries(effects.jobs())).toEqual({
    'shop.wrap': { commands: ['shop.ring'], emits: ['shop.rang'], leaves: [] },
  })
})

test('the map shows routes with who and what, and events with what they set off', () => {
  const sold = defineEvent('organization.sold', z.object({}))
  const buy = endpoint({
    name: 'organization.buy',
    method: 'POST',
    path: '/api/buy',
    access: 'organization.buy',
    summary: 'Buys one.',
    input: nothing,
    reply: nothing,
  })
  const shop = defineModule({
    name: 'organization',
    permissions: { 'organization.buy': 'Buy things' },
    routes: [serve(buy, () => Promise.resolve({}))],
  })
  const till = defineModule({
    name: 'staff',
    reactions: [on(sold, 'staff.count', () => Promise.resolve())],
  })
  const map = renderMap({
    manifests: [shop, till],
    routes: new Map([
      ['organization.buy', { commands: [], emits: ['organization.sold'], leaves: [] }],
    ]),
    reactions: new Map(),
    jobs: new Map(),
    tables: ['organization.thing'],
  })
  expect(map).toContain('Tables: `organization.thing`.')
  expect(map).toContain('| `POST /api/buy`<br>Buys one. | organization.buy | `organization.sold` |')
  expect(map).toContain('| `organization.sold` | `staff.count` |')
  expect(map).toContain('| `organization.buy` | Buy things |')
})
