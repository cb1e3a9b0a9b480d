import { createTransport } from 'nodemailer'
import type { Mail } from './port.ts'

const TIMEOUT_MS = 20_000

/** Mail through an SMTP server: `smtps://name:password@host:465` or `smtp://host:587` (STARTTLS). */
export function smtpMail(settings: { url: string; from: string }): Mail {
  const transport = createTransport(
    {
      url: settings.url,
      // By smtp:// too nothing is said before STARTTLS, unless the server is on this machine.
      requireTLS: !isHere(settings.url),
      pool: true,
      maxConnections: 2,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: settings.from },
  )
  return {
    async send({ id, to, subject, text, encloseds = [] }, signal) {
      signal.throwIfAborted()
      await transport.sendMail({
        to,
        subject,
        text,
        messageId: `<${id}@${settings.from.split('@').at(-1)?.replace('>', '') ?? 'kasi'}>`,
        attachments: encloseds.map(({ name, mediaType, bytes }) => ({
          ...{ filename: name, contentType: mediaType, content: Buffer.from(bytes) },
        })),
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
  }
}

function isHere(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
}
