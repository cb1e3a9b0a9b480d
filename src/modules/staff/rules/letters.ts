import { unreachable } from '#kernel/assert.ts'

/** What staff are written about. `link` and `code` open doors, so a letter is stored sealed and never logged. */
export type Letter =
  | { kind: 'invitation'; invitedBy: string; link: string; days: number }
  | { kind: 'sign-in-code' | 'reset-code' | 'new-email-code'; code: string; minutes: number }
  | { kind: 'new-device'; device: string; ip: string; at: string }
  | { kind: 'guessing'; tries: number; ip: string; at: string }
  | { kind: 'password-changed' | 'email-changed' | 'factors-reset' | 'recovery-code-used' }
  | { kind: 'factor-added' | 'factor-removed'; factor: 'totp' | 'passkey' }

export type Language = 'en' | 'sw'
type Text = { subject: string; text: string }

/** A letter in the language of the one who reads it. Plain text: it must be legible on any phone. */
export function writeLetter(
  letter: Letter,
  about: { language: Language; name: string; isp: string },
): Text {
  const { subject, body } = about.language === 'sw' ? swahili(letter) : english(letter)
  const greeting = about.language === 'sw' ? `Habari ${about.name},` : `Hello ${about.name},`
  return {
    subject: `${about.isp}: ${subject}`,
    text: `${greeting}\n\n${body}\n\n${about.isp}\n`,
  }
}

const NOT_YOU_EN =
  'If this was not you, change your password now and tell an administrator: somebody else may be in your place.'
const NOT_YOU_SW =
  'Ikiwa si wewe, badilisha nenosiri lako sasa na umwambie msimamizi: huenda mtu mwingine anatumia nafasi yako.'

function english(letter: Letter): { subject: string; body: string } {
  switch (letter.kind) {
    case 'invitation':
      return {
        subject: 'you are invited',
        body: `${letter.invitedBy} invites you to join the staff.\n\nOpen this link within ${letter.days} days to choose a password:\n${letter.link}\n\nThe link works once. If you do not expect it, ignore this message.`,
      }
    case 'sign-in-code':
      return {
        subject: `${letter.code} is your sign-in code`,
        body: `Your sign-in code is ${letter.code}. It works once, within ${letter.minutes} minutes, in the browser that asked for it.\n\nNobody from us will ever ask you for it. If you are not signing in, somebody knows your password: change it.`,
      }
    case 'reset-code':
      return {
        subject: 'a new password',
        body: `Your code for choosing a new password is ${letter.code}. It works once, within ${letter.minutes} minutes.\n\nIf you did not ask for it, ignore this message; your password stays as it is.`,
      }
    case 'new-email-code':
      return {
        subject: 'confirm your e-mail address',
        body: `Your code for confirming this address is ${letter.code}. It works once, within ${letter.minutes} minutes.`,
      }
    case 'new-device':
      return {
        subject: 'sign-in from a new device',
        body: `You signed in from a device that we had not seen before:\n${letter.device}, ${letter.ip}, ${letter.at}\n\n${NOT_YOU_EN}`,
      }
    case 'guessing':
      return {
        subject: 'somebody is guessing your password or code',
        body: `${letter.tries} wrong tries in a row, the last from ${letter.ip} at ${letter.at}. Further tries from there are being slowed down; you can sign in as usual on your own devices.\n\nIf these were you, there is nothing to do.`,
      }
    case 'password-changed':
      return { subject: 'your password was changed', body: NOT_YOU_EN }
    case 'email-changed':
      return {
        subject: 'your e-mail address was changed',
        body: `This address no longer belongs to your place on the staff. ${NOT_YOU_EN}`,
      }
    case 'factors-reset':
      return {
        subject: 'your second factors were removed',
        body: `An administrator removed your authenticator app, passkeys and recovery codes. At your next sign-in you add new ones. ${NOT_YOU_EN}`,
      }
    case 'recovery-code-used':
      return { subject: 'a recovery code was used', body: NOT_YOU_EN }
    case 'factor-added':
      return {
        subject: letter.factor === 'totp' ? 'authenticator app added' : 'passkey added',
        body: NOT_YOU_EN,
      }
    case 'factor-removed':
      return {
        subject: letter.factor === 'totp' ? 'authenticator app removed' : 'passkey removed',
        body: NOT_YOU_EN,
      }
    default:
      return unreachable(letter)
  }
}

function swahili(letter: Letter): { subject: string; body: string } {
  switch (letter.kind) {
    case 'invitation':
      return {
        subject: 'umealikwa',
        body: `${letter.invitedBy} anakualika ujiunge na wafanyakazi.\n\nFungua kiungo hiki ndani ya siku ${letter.days} ili uchague nenosiri:\n${letter.link}\n\nKiungo hufanya kazi mara moja tu. Kama hukukitarajia, puuza ujumbe huu.`,
      }
    case 'sign-in-code':
      return {
        subject: `${letter.code} ni msimbo wako wa kuingia`,
        body: `Msimbo wako wa kuingia ni ${letter.code}. Unafanya kazi mara moja, ndani ya dakika ${letter.minutes}, kwenye kivinjari kilichouomba.\n\nHakuna yeyote kwetu atakayekuuliza msimbo huu. Kama huingii sasa, kuna mtu anayejua nenosiri lako: libadilishe.`,
      }
    case 'reset-code':
      return {
        subject: 'nenosiri jipya',
        body: `Msimbo wako wa kuchagua nenosiri jipya ni ${letter.code}. Unafanya kazi mara moja, ndani ya dakika ${letter.minutes}.\n\nKama hukuuomba, puuza ujumbe huu; nenosiri lako linabaki lilivyo.`,
      }
    case 'new-email-code':
      return {
        subject: 'thibitisha barua pepe yako',
        body: `Msimbo wako wa kuthibitisha anwani hii ni ${letter.code}. Unafanya kazi mara moja, ndani ya dakika ${letter.minutes}.`,
      }
    case 'new-device':
      return {
        subject: 'umeingia kwa kifaa kipya',
        body: `Umeingia kwa kifaa ambacho hatujawahi kukiona:\n${letter.device}, ${letter.ip}, ${letter.at}\n\n${NOT_YOU_SW}`,
      }
    case 'guessing':
      return {
        subject: 'mtu anakisia nenosiri au msimbo wako',
        body: `Majaribio ${letter.tries} mfululizo yameshindwa, la mwisho kutoka ${letter.ip} saa ${letter.at}. Majaribio zaidi kutoka huko yanacheleweshwa; wewe unaweza kuingia kama kawaida kwa vifaa vyako.\n\nKama ni wewe uliyejaribu, hakuna la kufanya.`,
      }
    case 'password-changed':
      return { subject: 'nenosiri lako limebadilishwa', body: NOT_YOU_SW }
    case 'email-changed':
      return {
        subject: 'barua pepe yako imebadilishwa',
        body: `Anwani hii si yako tena katika orodha ya wafanyakazi. ${NOT_YOU_SW}`,
      }
    case 'factors-reset':
      return {
        subject: 'njia zako za pili za kuthibitisha zimeondolewa',
        body: `Msimamizi ameondoa programu yako ya misimbo, passkey na misimbo ya dharura. Utaongeza mpya utakapoingia tena. ${NOT_YOU_SW}`,
      }
    case 'recovery-code-used':
      return { subject: 'msimbo wa dharura umetumika', body: NOT_YOU_SW }
    case 'factor-added':
      return {
        subject: letter.factor === 'totp' ? 'programu ya misimbo imeongezwa' : 'passkey imeongezwa',
        body: NOT_YOU_SW,
      }
    case 'factor-removed':
      return {
        subject:
          letter.factor === 'totp' ? 'programu ya misimbo imeondolewa' : 'passkey imeondolewa',
        body: NOT_YOU_SW,
      }
    default:
      return unreachable(letter)
  }
}
