import { expect, test } from 'vitest'
import { COUNTIES } from '#kernel/county.ts'
import { openSite } from '#modules/organization/contract.ts'
import { createHttp } from '#platform/http/http.ts'
import { silentLog } from '#platform/log.ts'
import { owner, staffWith } from '#platform/testing.ts'
import { World } from './world.ts'

const NO_SUCH = '0199a2f0-0000-7000-8000-00000000000f'
const fast = { burst: 1e9, perMinute: 1e9 }

/**
 * The matrix shows who comes through the door; this is what happens behind it: every handler that says it filters
 * by sites is called by somebody of one site, on the real database.
 */
test('every endpoint that reaches a site keeps whoever works at one to it', async () => {
  await using world = await World.open()
  const host = await world.owner()
  const [county] = COUNTIES
  const site = { name: 'Karen', kind: 'pop', county, town: null, address: null, at: null } as const
  const { id } = await host.call(openSite, { ...site, code: 'KRN-1', contact: null, notes: '' })
  const { manifests, units } = world.ground
  const everything = owner(manifests)
  if (everything.kind !== 'staff') throw new Error('The owner is staff')
  const limited = staffWith([...everything.permissions], [id])
  const http = await createHttp({
    manifests,
    units,
    clock: world.clock,
    log: silentLog,
    authenticate: async () => limited,
    paces: { address: fast, stranger: fast, actor: fast, heavy: fast },
  })
  const endpoints = manifests
    .flatMap(({ routes = [] }) => routes)
    .map((route) => route.endpoint)
    .filter(({ reach, kind }) => reach === 'site' && kind !== 'stream')

  const faults: string[] = []
  let shown = 0
  for (const { name, method, path } of endpoints) {
    const response = await http.inject({
      method,
      url: path.replaceAll(/:(\w+)/g, (_, parameter: string) =>
        parameter === 'siteId' ? id : NO_SUCH,
      ),
      ...(method !== 'GET' && method !== 'DELETE' && { payload: {} }),
    })
    if (response.statusCode >= 500) faults.push(`${name}: ${response.statusCode}`)
    if (response.statusCode === 200) shown++
  }
  await http.close()
  expect(faults).toEqual([])
  expect(shown).toBeGreaterThan(5)
})
