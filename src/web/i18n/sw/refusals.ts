export const refusals = {
  platform: {
    slow_down: 'Umejaribu mara nyingi mno. Subiri kidogo, kisha ujaribu tena.',
  },
}
