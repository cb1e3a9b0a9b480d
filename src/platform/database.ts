/** Generated from the migrated database by `npm run db:types`; do not edit. */
// oxlint-disable-next-line typescript/no-empty-object-type -- replaced by the first generation
export interface DB {}
