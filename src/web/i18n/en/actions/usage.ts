export const usage = {
  'give-extra': 'Gave a service more data, time or speed',
  'undo-extra': 'Took back what was given to a service',
} as const
