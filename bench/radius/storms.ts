import { Code } from '#radius/codes.ts'
import { Attr } from '#radius/numbers.ts'
import { Secret } from '#radius/secret.ts'
import { stopwatch } from '#platform/clock.ts'
import { Lanes } from './lanes.ts'
import { meter, paced, Samples, type Server } from './load.ts'
import { accessRequest, accountingRequest } from './requests.ts'

const SOCKETS = 64

/**
 * Lines dial at a rate, whatever the server does: an Access-Request, and after the Access-Accept the Start of a session, with
 * the Class of the answer. Their router asks three times, a second apart, and then gives up.
 */
export async function dial(
  server: Server,
  storm: { readonly from: number; readonly lines: number; readonly rate: number },
) {
  const { from, lines, rate } = storm
  const secret = new Secret(server.secret)
  const [login_ms, start_ms] = [new Samples(lines), new Samples(lines)]
  let [over, accepted, loginsLost, startsLost] = [0, 0, 0, 0]
  const done = Promise.withResolvers<void>()
  const finish = () => {
    if (++over === lines) done.resolve()
  }
  const acct = await new Lanes({
    ...{ port: server.acctPort, secret, sockets: SOCKETS },
    onAnswer: (_n, _reply, took_ms) => {
      start_ms.add(took_ms)
      finish()
    },
    onLost: () => {
      startsLost++
      finish()
    },
  }).open()
  const auth = await new Lanes({
    ...{ port: server.authPort, secret, sockets: SOCKETS },
    onAnswer: (n, reply, took_ms) => {
      login_ms.add(took_ms)
      if (reply.code !== Code.AccessAccept) return finish()
      accepted++
      // The answer lies in memory that the next one may use.
      const name = reply.value(Attr.Class)
      const stay = { service: from + n, session: sessionOf(n, rate), class: name && copy(name) }
      acct.ask(n, (id) => accountingRequest('start', stay, id, secret))
    },
    onLost: () => {
      loginsLost++
      finish()
    },
  }).open()
  const packets = Array.from({ length: lines }, (_, n) =>
    accessRequest('pap', from + n, auth.idOf(n), secret),
  )
  const cpu = await meter(server)
  const elapsed_ms = stopwatch()
  await paced(lines, rate, (n) =>
    auth.ask(n, (id) => {
      const packet = packets[n]
      return packet?.[1] === id ? packet : accessRequest('pap', from + n, id, secret)
    }),
  )
  await done.promise
  const seconds = Number((elapsed_ms() / 1_000).toFixed(1))
  const cpu_us = await cpu.perRequest(auth.sent + acct.sent)
  auth.close()
  acct.close()
  return {
    ...{ lines, rate, seconds },
    logins: {
      ...{ answered: login_ms.count, accepted, lost: loginsLost, sent: auth.sent },
      ...login_ms.summary(),
    },
    starts: {
      ...{ answered: start_ms.count, lost: startsLost, sent: acct.sent },
      ...start_ms.summary(),
    },
    cpu_us,
  }
}

/** Acct-Session-Id of a line after a storm. */
export function sessionOf(line: number, rate: number): string {
  return `storm-${rate}-${line}`
}

function copy(octets: Buffer): Buffer {
  return Buffer.from(octets)
}
