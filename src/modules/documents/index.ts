/** The door: what rooms below may call, read and listen to. */
export { stampDocument } from './commands/stamp-document.ts'
