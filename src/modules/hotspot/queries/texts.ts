import { defineTemplate } from '#platform/templates.ts'

export const backInCode = defineTemplate({
  name: 'hotspot.back-in-code',
  class: 'code',
  sentence: {
    en: 'A code for getting back to time that was bought at a hotspot',
    sw: 'Msimbo wa kurudi kwenye muda ulionunuliwa kwenye hotspot',
  },
  placeholders: { code: { en: '123456', sw: '123456' }, minutes: { en: '5', sw: '5' } },
  texts: {
    en: {
      text: '{code} is your {isp} Wi-Fi code. It is good for {minutes} minutes. Give it to nobody.',
      subject: '{code} is your Wi-Fi code',
    },
    sw: {
      text: '{code} ni msimbo wako wa Wi-Fi ya {isp}. Unafaa kwa dakika {minutes}. Usimpe mtu yeyote.',
      subject: '{code} ni msimbo wako wa Wi-Fi',
    },
  },
})
