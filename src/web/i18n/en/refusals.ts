/**
 * Refusals by code (`room.name`), said again in the shown language. A code that is absent here is shown
 * as the server said it. `{{name}}` comes from the refusal's facts.
 */
export const refusals = {
  platform: {
    slow_down: 'Too many tries. Wait a moment, then try again.',
  },
} as const
