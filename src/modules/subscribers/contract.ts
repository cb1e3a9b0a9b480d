/**
 * Subscribers over HTTP. Shapes ending in `Input` are what people send (trimmed, normalised and checked); the others
 * are what is answered. Whatever can be edited carries `version`; an edit sends the version it was made from and is
 * refused with `subscribers.stale` when somebody else was first.
 */
export * from './contract/consents.ts'
export * from './contract/contracts.ts'
export * from './contract/documents.ts'
export * from './contract/import.ts'
export * from './contract/number.ts'
export * from './contract/portal.ts'
export * from './contract/portal-ways.ts'
export * from './contract/shapes.ts'
export * from './contract/standing.ts'
export * from './contract/subscribers.ts'
export * from './contract/timeline.ts'
