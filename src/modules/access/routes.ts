import { serve } from '#platform/serve.ts'
import type { Read } from '#platform/tx.ts'
import { addHomeServer } from './commands/add-home-server.ts'
import { addRealm } from './commands/add-realm.ts'
import { askAboutSession } from './commands/ask-about-session.ts'
import { askEnd } from './commands/ask-end.ts'
import { changeHomeServer } from './commands/change-home-server.ts'
import { changeRealm } from './commands/change-realm.ts'
import { findHolder } from './commands/find-holder.ts'
import { removeHomeServer } from './commands/remove-home-server.ts'
import { removeRealm } from './commands/remove-realm.ts'
import { startTest } from './commands/start-test.ts'
import { startTrace } from './commands/start-trace.ts'
import { stopTrace } from './commands/stop-trace.ts'
import * as contract from './contract.ts'
import { answeringNow } from './queries/answering.ts'
import { attemptsPage, dropsNow, trafficNow } from './queries/attempts.ts'
import { explain } from './queries/explain.ts'
import { myConnectionNow } from './queries/portal.ts'
import { lookNow } from './queries/looks.ts'
import { siteOfNas, siteOfService } from './queries/names.ts'
import { homeServerNow, realmNow, realmsNow } from './queries/roaming.ts'
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
    contract.askRouter,
    async (tx, { sessionId }) => {
      await askAboutSession(tx, { sessionId })
      return {}
    },
    (read, { sessionId }) => siteOfSession(read, sessionId),
  ),
  serve(
    contract.readLook,
    async (read, { nasId }) => ({ look: await lookNow(read, nasId) }),
    (read, { nasId }) => siteOfNas(read, nasId),
  ),
  serve(contract.readMyConnection, (read, { serviceId }) => myConnectionNow(read, serviceId)),
  serve(
    contract.explainService,
    (read, { serviceId }) => explain(read, serviceId),
    (read, { serviceId }) => siteOfService(read, serviceId),
  ),
  serve(contract.findHolder, findHolder),
  serve(contract.listAttempts, attemptsPage, 'filtered'),
  serve(contract.readTraffic, (read) => trafficNow(read), 'filtered'),
  serve(contract.listAnswering, answeringNow, 'filtered'),
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
  serve(contract.listRealms, (read) => realmsNow(read)),
  serve(contract.addHomeServer, async (tx, input) =>
    homeServerNow(tx, await addHomeServer(tx, input)),
  ),
  serve(contract.changeHomeServer, async (tx, input) => {
    await changeHomeServer(tx, input)
    return homeServerNow(tx, input.serverId)
  }),
  serve(contract.removeHomeServer, async (tx, input) => {
    await removeHomeServer(tx, input)
    return {}
  }),
  serve(contract.addRealm, async (tx, input) => realmNow(tx, await addRealm(tx, input))),
  serve(contract.changeRealm, async (tx, input) => {
    await changeRealm(tx, input)
    return realmNow(tx, input.realmId)
  }),
  serve(contract.removeRealm, async (tx, input) => {
    await removeRealm(tx, input)
    return {}
  }),
]
