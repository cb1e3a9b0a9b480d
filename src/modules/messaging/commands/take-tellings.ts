import type { Arrival, HookAnswer } from '#platform/hooks.ts'
import { hashToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import type { Carriers, Report } from '../outside/port.ts'
import { gatewaysByHook } from '../queries/gateways.ts'
import { readAnswer } from '../rules/stop-words.ts'
import { deleteOptOut, insertOptOut } from '../store/opt-outs.ts'
import { applyReport } from './apply-report.ts'

/** What providers call us with: delivery reports, answers of people (STOP), and opt-outs that they were told of. */
export async function takeTellings(
  tx: Tx,
  arrivals: readonly Arrival[],
  carriers: Carriers,
): Promise<HookAnswer[]> {
  const hashes = arrivals.map(({ params }) => hashToken(params['secret'] ?? ''))
  const doors = await gatewaysByHook(tx, [...new Set(hashes)])
  const answers: HookAnswer[] = []
  for (const [place, { params, body, headers }] of arrivals.entries()) {
    const door = doors.get(hashes[place] ?? '')
    if (!door) {
      answers.push(plain(404, 'Unknown'))
      continue
    }
    const told = carriers[door.kind].read(door, params['what'] ?? '', {
      ...{ body: body.toString(), headers },
    })
    if (told.kind === 'nonsense') {
      answers.push(plain(400, 'Not understood'))
      continue
    }
    for (const report of told.reports ?? [])
      if (isKeepable(report)) await applyReport(tx, door.id, report)
    for (const answer of told.answers ?? []) await heed(tx, answer)
    for (const phone of told.optedOut ?? []) await optOut(tx, phone, 'gateway')
    answers.push(plain(200, 'OK'))
  }
  return answers
}

/** Ids of providers are short and plain; what no database takes is none. */
function isKeepable({ providerId, why }: Report): boolean {
  return /^[\x21-\x7e]{1,200}$/.test(providerId) && !/\p{Cc}|\p{Cs}/u.test(why ?? '')
}

async function heed(tx: Tx, { from, text }: { from: string; text: string }): Promise<void> {
  const asks = readAnswer(text)
  if (asks === 'stop') await optOut(tx, from, 'stop-word')
  if (asks === 'start')
    for (const channel of ['sms', 'whatsapp'] as const)
      await deleteOptOut(tx, { channel, value: from })
}

async function optOut(tx: Tx, phone: string, how: 'stop-word' | 'gateway') {
  for (const channel of ['sms', 'whatsapp'] as const)
    await insertOptOut(tx, { channel, value: phone, how })
}

function plain(status: number, body: string): HookAnswer {
  return { status, body, mediaType: 'text/plain' }
}
