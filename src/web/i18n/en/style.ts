export const style = { title: 'Style page' } as const
