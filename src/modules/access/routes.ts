import { serve } from '#platform/serve.ts'
import type { Read } from '#platform/tx.ts'
import { askEnd } from './commands/ask-end.ts'
import { startTest } from './commands/start-test.ts'
import { startTrace } from './commands/start-trace.ts'
import { stopTrace } from './commands/stop-trace.ts'
import * as contract from './contract.ts'
import { attemptsPage, dropsNow, trafficNow } from './queries/attempts.ts'
import { explain } from './queries/explain.ts'
import { siteOfService } from './queries/names.ts'
import { pastPage, sessionsPage } from './queries/sessions.ts'
import { siteOfSession, storyOf } from './queries/story.ts'
import { siteOfTest, testNow } from './queries/tests.ts'
import { packetsOf, siteOfTrace, traceNow, tracesNow } from './queries/traces.ts'

const atTrace = (read: Read, { traceId }: { traceId: string }) => siteOfTrace(read, traceId)

export const routes = [
  serve(contract.listSessions, sessionsPage, 'filtered'),
  serve(contract.listPastSessions, pastPage, 'filtered'),
  serve(
    contract.readSession,
    (read, { sessionId }) => storyOf(read, sessionId),
    (read, { sessionId }) => siteOfSession(read, sessionId),
  ),
  serve(contract.endSessions, askEnd, 'filtered'),
  serve(
    contract.explainService,
    (read, { serviceId }) => explain(read, serviceId),
    (read, { serviceId }) => siteOfService(read, serviceId),
  ),
  serve(contract.listAttempts, attemptsPage, 'filtered'),
  serve(contract.readTraffic, (read) => trafficNow(read), 'filtered'),
  serve(contract.listDrops, (read) => dropsNow(read), 'filtered'),
  serve(contract.listTraces, async (read) => ({ items: await tracesNow(read) }), 'filtered'),
  serve(
    contract.startTrace,
    async (tx, input) => traceNow(tx, await startTrace(tx, input)),
    'filtered',
  ),
  serve(
    contract.stopTrace,
    async (tx, { traceId }) => {
      await stopTrace(tx, { traceId, siteId: (await siteOfTrace(tx, traceId)) ?? null })
      return traceNow(tx, traceId)
    },
    atTrace,
  ),
  serve(contract.readTrace, (read, { traceId }) => packetsOf(read, traceId), atTrace),
  serve(
    contract.startTest,
    async (tx, input) => testNow(tx, await startTest(tx, input)),
    'filtered',
  ),
  serve(
    contract.readTest,
    (read, { testId }) => testNow(read, testId),
    (read, { testId }) => siteOfTest(read, testId),
  ),
]
