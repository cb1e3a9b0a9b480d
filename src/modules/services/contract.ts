/**
 * Services over HTTP, and the two tables that the server and every screen share: what may become of a service
 * (`TRANSITIONS`) and whether it may be served (`mayBeServed`).
 */
export * from './contract/serving.ts'
export * from './contract/transitions.ts'
export {
  dials,
  END_REASONS,
  SERVICE_ACCESSES,
  type EndReason,
  type ServiceAccess,
} from './contract/shapes.ts'
export * from './contract/access.ts'
export * from './contract/holders.ts'
export * from './contract/options.ts'
export * from './contract/services.ts'
export * from './contract/portal.ts'
