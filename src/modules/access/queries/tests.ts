import { z } from 'zod'
import type { Read } from '#platform/tx.ts'
import { radiusTest, TEST_METHODS, type RadiusTest } from '../contract/tester.ts'
import { testNotFound } from '../refusals.ts'
import { outcomeAt } from '../store/tests.ts'

/** What a test is to ask, as it waits sealed for its job. A password is there only where staff typed one. */
export const askedShape = z.object({
  method: z.enum(TEST_METHODS),
  password: z.string().nullable(),
  station: z.string().nullable(),
  nasPort: z.string().nullable(),
})

export async function testRow(read: Read, testId: string) {
  const row = await read.sql
    .selectFrom('access.test')
    .selectAll()
    .where('id', '=', testId)
    .executeTakeFirst()
  if (!row) throw testNotFound()
  return row
}

export async function testNow(read: Read, testId: string): Promise<RadiusTest> {
  const row = await testRow(read, testId)
  const outcome = row.outcome_sealed && read.vault.openJson(outcomeAt(testId), row.outcome_sealed)
  return {
    id: row.id,
    askedAt: row.asked_at.toString(),
    answeredAt: row.answered_at?.toString() ?? null,
    outcome: radiusTest.shape.outcome.parse(outcome ?? null),
  }
}

export async function siteOfTest(read: Read, testId: string): Promise<string | undefined> {
  const row = await read.sql
    .selectFrom('access.test')
    .innerJoin('network.nas', 'network.nas.id', 'access.test.nas_id')
    .select('network.nas.site_id')
    .where('access.test.id', '=', testId)
    .executeTakeFirst()
  return row?.site_id
}
