import { defineTemplate } from '#platform/templates.ts'

export const signInCode = defineTemplate({
  name: 'subscribers.sign-in-code',
  class: 'code',
  sentence: {
    en: 'A code for signing in to the portal',
    sw: 'Msimbo wa kuingia kwenye tovuti ya wateja',
  },
  placeholders: { code: { en: '123456', sw: '123456' }, minutes: { en: '5', sw: '5' } },
  texts: {
    en: {
      text: '{code} is your {isp} code. It is good for {minutes} minutes. Give it to nobody, not even to us.',
      subject: '{code} is your code',
    },
    sw: {
      text: '{code} ni msimbo wako wa {isp}. Unafaa kwa dakika {minutes}. Usimpe mtu yeyote, hata sisi.',
      subject: '{code} ni msimbo wako',
    },
  },
})
