/**
 * The organization over HTTP. Shapes ending in `Input` are what people send (trimmed, normalised and
 * checked); the others are what is answered. Instants are ISO strings in UTC, dates `YYYY-MM-DD` in the
 * ISP's zone.
 *
 * Whatever can be edited carries `version`; an edit sends the version it was made from and is refused
 * with `organization.stale` (409, facts: `changedBy`, `changedAt`) when somebody else was first.
 */
export * from './contract/identity.ts'
export * from './contract/brand.ts'
export * from './contract/palette.ts'
export * from './contract/calendar.ts'
export * from './contract/sites.ts'
export * from './contract/settings.ts'
export * from './contract/setup.ts'
export type { Author } from './contract/shapes.ts'
