import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { UdpPort } from './udp.ts'

test('answers that are handed over in one go arrive in their order, and none is sent by a port that is closed', async () => {
  const asker = createSocket('udp4')
  asker.bind(0, '127.0.0.1')
  await once(asker, 'listening')
  const faults: Error[] = []
  const port = new UdpPort({
    host: '127.0.0.1',
    onDatagram: (_datagram, from) => {
      for (const answer of ['one', 'two', 'three']) port.send(Buffer.from(answer), from)
    },
    onFault: (fault) => faults.push(fault),
  })
  await port.open()

  const heard: string[] = []
  const all = new Promise<void>((resolve) =>
    asker.on('message', (answer) => {
      if (heard.push(answer.toString()) === 3) resolve()
    }),
  )
  asker.send('?', port.port, '127.0.0.1')
  await all
  expect(heard).toEqual(['one', 'two', 'three'])

  const { port: back } = asker.address()
  port.send(Buffer.from('last'), { address: '127.0.0.1', port: back })
  const last = once(asker, 'message')
  await port.close()
  expect(String((await last)[0])).toBe('last')
  port.send(Buffer.from('too late'), { address: '127.0.0.1', port: back })
  await new Promise((resolve) => setImmediate(resolve))
  expect(faults).toEqual([])
  asker.close()
})
