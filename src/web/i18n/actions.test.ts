import { globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Endpoint } from '#kernel/endpoint.ts'
import { actions } from '#web/i18n/en/actions.ts'

const said = Object.entries(actions).flatMap(([room, verbs]) =>
  Object.keys(verbs).map((verb) => `${room}.${verb}`),
)
const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'access' in value

const source = join(import.meta.dirname, '../..')
const contracts = await Promise.all(
  globSync(['modules/*/contract.ts', 'platform/*/contract.ts'], { cwd: source }).map(
    async (path): Promise<object> => import(join(source, path)),
  ),
)
/** What leaves a row in the audit trail: every write, and every look at personal data. */
const audited = contracts
  .flatMap((contract): unknown[] => Object.values(contract))
  .filter(isEndpoint)
  .filter(({ method, personal }) => method !== 'GET' || personal)
  .map(({ name }) => name)

test('whatever is in the audit trail is said as a sentence, and nothing else is', () => {
  expect(contracts.length).toBeGreaterThan(20)
  expect(audited.length).toBeGreaterThan(200)
  expect(said.toSorted()).toEqual([...new Set<string>(audited)].toSorted())
})
