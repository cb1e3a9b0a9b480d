/** The door: what rooms below and the wiring may use. */
export { RadiusServer } from './server/server.ts'
