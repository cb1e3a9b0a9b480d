import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SimMpesa } from '../mpesa.ts'

const now = () => Temporal.Instant.from('2026-11-23T09:00:00Z')
const file = join(mkdtempSync(join(tmpdir(), 'kasi-mpesa-')), 'town.json')
const MSISDN = '254712345678'

async function opened() {
  const sim = new SimMpesa(now, file)
  const to = sim.town.addShortcode({ number: '600100', kind: 'paybill', passkey: 'pass' })
  sim.recall()
  const at = await sim.door.listen()
  const post = (path: string, form: Record<string, string>, headers = {}) =>
    fetch(at + path, { method: 'POST', body: new URLSearchParams(form), headers })
  const get = async (path: string) => (await fetch(at + path)).text()
  return { sim, to, post, get }
}

test('a person plays the payer: sees the prompt, types the PIN, pays by hand, and it is there after a restart', async () => {
  const { sim, to, post, get } = await opened()
  const phone = sim.town.phone(MSISDN)
  const before = await get(`/phone/${MSISDN}?stamp`)
  sim.prompts.open({
    ...{ phone, to, cents: 2_000n, account: '<b>NET' },
    callbackUrl: 'http://127.0.0.1:1/',
  })
  expect(await get(`/phone/${MSISDN}?stamp`)).not.toBe(before)
  expect(await get('/')).toContain('is asked for a PIN')
  const shown = await get(`/phone/${MSISDN}`)
  expect(shown).toContain('Ksh 20.00')
  expect(shown).toContain('&lt;b&gt;NET')

  // No other page of the browser may type it.
  const forged = await post(
    `/phone/${MSISDN}/pin`,
    { pin: '1234' },
    { origin: 'https://evil.example' },
  )
  expect(forged.status).toBe(404)
  await post(`/phone/${MSISDN}/pin`, { pin: '1234' })
  expect(sim.prompts.on(MSISDN)).toBeUndefined()
  const paid = await post(`/phone/${MSISDN}/pay`, {
    number: '600100',
    account: 'abc',
    amount: '50',
  })
  expect(await paid.text()).toContain('Confirmed. Ksh 50 sent to 600100 for account abc.')
  expect(await (await post('/open', { phone: '0110 000 222' })).text()).toContain('+254110000222')
  await sim.close()

  const again = await opened()
  expect(again.sim.certificate).toBe(sim.certificate)
  expect(again.sim.town.phone(MSISDN).cents).toBe(993_000n)
  expect(again.sim.town.payments.map(({ account }) => account)).toEqual(['<b>NET', 'abc'])
  const receipt = again.sim.town.payments[1]?.receipt ?? ''
  await again.post('/lab/reverse', { receipt: receipt.toLowerCase() })
  expect(again.sim.town.phone(MSISDN).cents).toBe(998_000n)
  await again.sim.close()
})

test('faults are chosen on a page: by chance with a seed, once, and none any more', async () => {
  const { sim, post, get } = await opened()
  await post('/lab/chance', { lose: '1000', delay: 'x', seed: '7', hours: '100' })
  expect(sim.faults.now).toMatchObject({ perMille: { lose: 1000, delay: 0 }, seed: 7 })
  expect(sim.faults.now.delay_ms).toBe(72 * 3_600_000)
  expect(await get('/lab')).toContain('value="1000"')
  await post('/lab/calm', {})
  await post('/lab/next', { fault: 'duplicate' })
  expect([...sim.faults.draw(['lose', 'duplicate'])]).toEqual(['duplicate'])
  expect([...sim.faults.draw(['lose', 'duplicate'])]).toEqual([])
  await sim.close()
})
