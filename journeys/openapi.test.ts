import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { World } from './world.ts'

const document = z.record(z.string(), z.unknown())

/** The schema that the OpenAPI Initiative publishes for 3.1, as kept in the validator's package. */
async function judge(given: Record<string, unknown>) {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(structuredClone(given))
  return { valid, version: validator.version, errors: errors ?? [] }
}

test('what /api/openapi.json serves of the whole building is OpenAPI 3.1', async () => {
  await using world = await World.open()
  const response = await world.http.inject({ method: 'GET', url: '/api/openapi.json' })
  const served = document.parse(response.json())
  expect(await judge(served)).toEqual({ valid: true, version: '3.1', errors: [] })

  const broken = { ...served, paths: { 'no-slash': { get: { responses: {} } } } }
  expect((await judge(broken)).valid).toBe(false)
  expect((await judge({ ...served, servers: 'here' })).valid).toBe(false)
})
