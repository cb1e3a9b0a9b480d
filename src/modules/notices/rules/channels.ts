import type { Channel } from '#kernel/message.ts'

/** For what comes with a paper: an e-mail first, where there is an address. */
export const WITH_ROOM: readonly Channel[] = ['email', 'whatsapp', 'sms', 'push']
