/** The door: what rooms below and the wiring may use. */
export { sendMessage } from './commands/send-message.ts'
export { sendMessages, type MessageTo, type MessageToSend } from './commands/send-messages.ts'
export { carriers } from './outside/carriers.ts'
export { webPush, type Push } from './outside/push.ts'
export { hooksOfGateways } from './queries/gateways.ts'
export { speakerNow } from './queries/words.ts'
