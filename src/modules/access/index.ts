/** The door: what rooms below and the wiring may use. */
export { RadiusServer, type RadiusServerOptions } from './server/server.ts'
export { udpRadiusProbe } from './outside/radius-probe/udp.ts'
export { onlineLately } from './queries/online.ts'
