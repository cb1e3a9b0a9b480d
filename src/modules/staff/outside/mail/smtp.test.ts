import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { expect, test } from 'vitest'
import { smtpMail } from './smtp.ts'

const LETTER = {
  id: '0199aaaa-0000-7000-8000-000000000001',
  to: 'juma@example.co.ke',
  subject: 'Savanna Net: msimbo wako – 123456',
  text: 'Habari Juma,\n\nMsimbo wako ni 123456.\n.\n🦒\n',
}
const signal = new AbortController().signal

/** A real SMTP server that takes, or refuses, what comes. */
async function postOffice(refuses?: string) {
  const taken: { from: string; to: string[]; content: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => (refuses ? done(new Error(refuses)) : done()),
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        taken.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          content: Buffer.concat(parts).toString(),
        })
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  // A TCP server that listens has an address of this shape.
  const { port } = server.server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, taken, close: () => server.close(() => undefined) }
}

test('a letter arrives whole, with the id that lets a mail server drop a second copy', async () => {
  const office = await postOffice()
  const mail = smtpMail({ url: office.url, from: 'Savanna Net <no-reply@savanna.example>' })
  await mail.send(LETTER, signal)
  office.close()
  const [letter] = office.taken
  expect(letter).toMatchObject({ from: 'no-reply@savanna.example', to: [LETTER.to] })
  expect(letter?.content).toContain(`Message-ID: <${LETTER.id}@savanna.example>`)
  expect(letter?.content).toContain('Auto-Submitted: auto-generated')
  expect(letter?.content).toMatch(/Msimbo wako ni 123456/)
})

test('what the server refuses is a failure that says why, so that the queue tries again', async () => {
  const office = await postOffice('No such mailbox')
  const mail = smtpMail({ url: office.url, from: 'no-reply@savanna.example' })
  await expect(mail.send(LETTER, signal)).rejects.toThrow(/No such mailbox/)
  office.close()
})

test('nothing is sent once the worker is told to stop', async () => {
  const mail = smtpMail({ url: 'smtp://127.0.0.1:1', from: 'no-reply@savanna.example' })
  await expect(mail.send(LETTER, AbortSignal.abort())).rejects.toThrow(/abort/)
})
