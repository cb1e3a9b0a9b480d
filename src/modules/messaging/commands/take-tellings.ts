import type { Arrival, HookAnswer } from '#platform/hooks.ts'
import { hashToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import type { Carriers } from '../outside/port.ts'
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
    switch (told.kind) {
      case 'reports':
        for (const report of told.reports) await applyReport(tx, door.id, report)
        break
      case 'answer':
        await heed(tx, told)
        break
      case 'opted-out':
        await optOut(tx, told.phone, 'gateway')
        break
      case 'nonsense':
        answers.push(plain(400, 'Not understood'))
        continue
    }
    answers.push(plain(200, 'OK'))
  }
  return answers
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
