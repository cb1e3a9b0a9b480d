import { z } from 'zod'
import type { Read } from '#platform/tx.ts'
import { apiTest, type NasTest } from '../contract.ts'
import type { RouterDoor } from '../outside/router-api/port.ts'
import { openSecrets } from '../store/nas.ts'
import { apiOf, reachedAt } from './picture.ts'

export const testOutcome = z.object({
  outcome: z.enum(['well', 'silent', 'wrong-secret', 'unreachable', 'not-reachable-by-us']),
  took_ms: z.number().nullable(),
  said: z.string().nullable(),
  api: apiTest.nullable().default(null),
})
export type TestOutcome = z.infer<typeof testOutcome>

export async function newestTest(read: Read, nasId: string): Promise<NasTest | null> {
  const row = await read.sql
    .selectFrom('network.nas_test')
    .selectAll()
    .where('nas_id', '=', nasId)
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const told = row.answered_at === null ? undefined : testOutcome.parse(row.outcome)
  return {
    id: row.id,
    askedAt: row.asked_at.toString(),
    answeredAt: row.answered_at?.toString() ?? null,
    outcome: told?.outcome ?? 'waiting',
    took_ms: told?.took_ms ?? null,
    said: told?.said ?? null,
    api: told?.api ?? null,
  }
}

/** What a test needs: where the router takes packets, and the secret. Nothing when the test is over. */
export async function openTest(read: Read, testId: string) {
  const row = await read.sql
    .selectFrom('network.nas_test as test')
    .innerJoin('network.nas as nas', 'nas.id', 'test.nas_id')
    .select(['nas.id', 'nas.site_id', 'nas.address', 'nas.tunnel_address', 'nas.secret_sealed'])
    .select(['nas.coa_way', 'nas.coa_port', 'nas.router_os', 'nas.api_port', 'nas.api_tls'])
    .select('nas.api_login_sealed')
    .where('test.id', '=', testId)
    .where('test.answered_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const { secret, apiLogin } = openSecrets(read, row)
  const api: RouterDoor | null = apiOf(row, apiLogin)
  return {
    nasId: row.id,
    siteId: row.site_id,
    address: reachedAt(row),
    port: row.coa_port,
    secret,
    api,
  }
}
