/** The simulated world of the demo. */
export const demo = {
  phones: 'Phones and mail of the demo',
  phonesLead:
    'What would have come to phones and mailboxes of people, if they were real. Only browsers on the machine of the demo see it.',
  to: 'Phone number or e-mail address',
  texts: 'Texts',
  letters: 'Letters',
  noTexts: 'No text came yet',
  noLetters: 'No letter came yet',
  lab: 'Fault lab: let texts and letters go wrong',
  from: 'From {{from}}',
} as const
