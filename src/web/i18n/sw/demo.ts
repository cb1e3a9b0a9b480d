import type { demo as english } from '#web/i18n/en/demo.ts'
import type { Translation } from '#web/i18n/keys.ts'

export const demo: Translation<typeof english> = {
  phones: 'Simu na barua za onyesho',
  phonesLead:
    'Yale ambayo yangefika kwenye simu na barua pepe za watu, kama wangekuwa wa kweli. Vivinjari vya mashine ya onyesho tu ndivyo vinaona.',
  to: 'Namba ya simu au barua pepe',
  texts: 'Ujumbe',
  letters: 'Barua',
  noTexts: 'Bado hakuna ujumbe uliofika',
  noLetters: 'Bado hakuna barua iliyofika',
  lab: 'Maabara ya hitilafu: haribu SMS na barua',
  from: 'Kutoka {{from}}',
}
