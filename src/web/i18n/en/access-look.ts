/** What a router says about its sessions. */
export const accessLook = {
  title: 'Sessions that it says it has',
  hint: 'Asked over its API every few minutes, and compared with what it has told us.',
  never: 'It has not been asked yet.',
  answered: 'It said which sessions it has.',
  listed: 'Sessions on the router',
  ended: 'Ended, because it did not have them',
  unaccounted: 'Online without our knowledge',
  unaccountedHint:
    'They come with a login of the router itself, or its accounting does not reach us. What they use is not counted.',
} as const
