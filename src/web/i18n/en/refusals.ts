/**
 * Refusals are written in English where they are declared, in each room's `refusals.ts`, and shown as the server
 * said them. Other languages say them again by code; a test finds the ones that are missing.
 */
export const refusals = {} as const
