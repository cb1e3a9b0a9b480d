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

export const passkeyAdded = defineTemplate({
  name: 'subscribers.passkey-added',
  class: 'transactional',
  sentence: {
    en: 'A passkey was added for signing in to the portal',
    sw: 'Ufunguo wa siri (passkey) umeongezwa wa kuingia kwenye tovuti ya wateja',
  },
  placeholders: { name: { en: 'My phone', sw: 'Simu yangu' } },
  texts: {
    en: {
      text: 'The passkey "{name}" now opens your {isp} account. Was it not you? Sign in, remove it under Me, and call us.',
      subject: 'A new passkey opens your account',
    },
    sw: {
      text: 'Ufunguo "{name}" sasa unafungua akaunti yako ya {isp}. Si wewe? Ingia, uondoe chini ya Mimi, kisha utupigie simu.',
      subject: 'Ufunguo mpya unafungua akaunti yako',
    },
  },
})

export const googleLinked = defineTemplate({
  name: 'subscribers.google-linked',
  class: 'transactional',
  sentence: {
    en: 'A Google account signed in to the portal for the first time',
    sw: 'Akaunti ya Google imeingia kwenye tovuti ya wateja kwa mara ya kwanza',
  },
  placeholders: { email: { en: 'amina@gmail.com', sw: 'amina@gmail.com' } },
  texts: {
    en: {
      text: 'The Google account {email} now opens your {isp} account. Was it not you? Sign in, remove it under Me, and call us.',
      subject: 'Google opens your account now',
    },
    sw: {
      text: 'Akaunti ya Google {email} sasa inafungua akaunti yako ya {isp}. Si wewe? Ingia, uiondoe chini ya Mimi, kisha utupigie simu.',
      subject: 'Google sasa inafungua akaunti yako',
    },
  },
})
