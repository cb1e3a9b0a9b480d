/** The browser has so long to bring the password to its router; then it is another one. */
export const HANDED_s = 300

/** So long a screen waits for somebody to type its code. */
export const SCREEN_minutes = 15
