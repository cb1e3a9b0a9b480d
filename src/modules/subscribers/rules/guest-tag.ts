/** What the records of people carry who came in by themselves. */
export const GUEST_TAG = 'hotspot'
