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

export const moneyGoesBack = defineTemplate({
  name: 'hotspot.money-goes-back',
  class: 'transactional',
  sentence: {
    en: 'What somebody paid at a hotspot could not be given, and goes back',
    sw: 'Kilicholipwa kwenye hotspot hakikuweza kutolewa, na pesa zinarudishwa',
  },
  placeholders: { amount: { en: 'KES 20', sw: 'KES 20' } },
  texts: {
    en: {
      text: '{isp}: we could not give you the internet that you paid {amount} for. The money goes back to this phone; you need not do anything.',
      subject: '{amount} go back to you',
    },
    sw: {
      text: '{isp}: hatukuweza kukupa intaneti uliyolipia {amount}. Pesa zinarudishwa kwenye simu hii; huhitaji kufanya lolote.',
      subject: 'Unarudishiwa {amount}',
    },
  },
})
