import webpush from 'web-push'
import { postOutside } from '#platform/outbound.ts'

/** A browser's own address at its maker's push service (RFC 8030), with the keys for what only it may read (RFC 8291). */
export type PushAddress = {
  readonly endpoint: string
  readonly keys: { readonly p256dh: string; readonly auth: string }
}

export type PushKeys = { readonly publicKey: string; readonly privateKey: string }

export type Push = {
  /** `gone`: the browser is no longer there, so its address may be forgotten. */
  send(
    to: PushAddress,
    said: { readonly title: string; readonly body: string; readonly id: string },
    from: { readonly keys: PushKeys; readonly subject: string },
    signal: AbortSignal,
  ): Promise<'taken' | 'gone' | 'trouble'>
}

const TIMEOUT_ms = 10_000
/** A day: what is older is in the portal anyway. */
const TTL_s = 86_400

export function makePushKeys(): PushKeys {
  return webpush.generateVAPIDKeys()
}

/** The address comes from a stranger's browser, so it is never called inside our own network (`postOutside`). */
export function webPush(ground: {
  allowPrivate: boolean
  hosts?: readonly string[] | undefined
}): Push {
  return {
    async send(to, said, { keys, subject }, signal) {
      const sealed = sealedFor(to, JSON.stringify(said), { subject, ...keys })
      if (!sealed) return 'gone'
      const { endpoint, headers, body } = sealed
      try {
        const { status } = await postOutside({
          url: endpoint,
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [name, String(value)]),
          ),
          body: body ?? '',
          ...{ timeout_ms: TIMEOUT_ms, answerBytes: 1000, signal, ...ground },
        })
        if (status === 404 || status === 410) return 'gone'
        return status < 300 ? 'taken' : 'trouble'
      } catch {
        signal.throwIfAborted()
        return 'trouble'
      }
    },
  }
}

/** Nothing where no browser made these keys: nobody could ever read it. */
function sealedFor(to: PushAddress, text: string, vapidDetails: PushKeys & { subject: string }) {
  try {
    return webpush.generateRequestDetails(to, text, {
      ...{ TTL: TTL_s, urgency: 'normal', vapidDetails },
    })
  } catch {
    return undefined
  }
}
