/**
 * Our addresses that Safaricom calls. It takes none that holds words such as "mpesa" (Daraja, Register URL), so the shortcode is known
 * by its secret alone.
 */
export function hookUrls(origin: URL, secret: string) {
  const at = (what: string) => new URL(`/hooks/sfc/${secret}/${what}`, origin).href
  return { prompt: at('prompt'), confirm: at('confirm'), validate: at('validate') }
}

/** Where the answer to one question comes: the question is part of the address, so that it is known also where Daraja's own id of it is not. */
export function answerUrls(origin: URL, secret: string, conversationId: string) {
  const at = (what: string) =>
    new URL(`/hooks/sfc/${secret}/${what}-${conversationId.replaceAll('-', '')}`, origin).href
  return { resultUrl: at('result'), timeoutUrl: at('timeout') }
}

/** Where it comes whether a payer agreed to a standing order. */
export function mandateUrl(origin: URL, secret: string, standingOrderId: string): string {
  return new URL(`/hooks/sfc/${secret}/mandate-${standingOrderId.replaceAll('-', '')}`, origin).href
}

export type Hooked = {
  readonly kind: 'prompt' | 'confirmation' | 'result' | 'timeout' | 'mandate'
  readonly conversationId: string | null
}

const ANSWERS = ['result', 'timeout', 'mandate'] as const

/** What is told at the last part of one of our addresses. Undefined: it is none of ours. */
export function readHooked(what: string): Hooked | undefined {
  if (what === 'prompt') return { kind: 'prompt', conversationId: null }
  if (what === 'confirm') return { kind: 'confirmation', conversationId: null }
  const answer =
    /^(result|timeout|mandate)-([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(
      what,
    )
  if (!answer) return undefined
  return {
    kind: ANSWERS.find((one) => one === answer[1]) ?? 'result',
    conversationId: answer.slice(2).join('-'),
  }
}
