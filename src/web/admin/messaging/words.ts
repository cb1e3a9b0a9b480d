import type { MessageState } from '#modules/messaging/contract.ts'
import type { Tone } from '#web/ui/Badge.tsx'

export const MESSAGE_TONES: Record<MessageState, Tone> = {
  waiting: 'warn',
  sent: 'info',
  delivered: 'good',
  failed: 'bad',
  stopped: 'neutral',
}
