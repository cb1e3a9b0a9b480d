import { createHmac, randomBytes } from 'node:crypto'

/** Standard Webhooks: 24 to 64 random bytes in base64 behind `whsec_`. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

/**
 * The three headers of a message: its id, when this try is made, and one signature per secret that is valid
 * now, so that a receiver may change to a new secret without missing a message.
 */
export function signedHeaders(message: {
  id: string
  at: Temporal.Instant
  body: string
  secrets: readonly string[]
}): Record<string, string> {
  const timestamp = String(Math.floor(message.at.epochMilliseconds / 1000))
  const signed = `${message.id}.${timestamp}.${message.body}`
  const signatures = message.secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  })
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}
