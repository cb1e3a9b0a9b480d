import type { MessageState, Template } from '#modules/messaging/contract.ts'
import type { Tone } from '#web/ui/Badge.tsx'

export const MESSAGE_TONES: Record<MessageState, Tone> = {
  waiting: 'warn',
  sent: 'info',
  delivered: 'good',
  failed: 'bad',
  stopped: 'neutral',
}

/** What a preview fills in. */
export function samplesOf(template: Template, language: 'en' | 'sw'): Record<string, string> {
  return Object.fromEntries(
    template.placeholders.map(({ name, sample }) => [name, sample[language]]),
  )
}
