/** The door: what rooms below may listen to. */
export { passMade } from './events.ts'
